#include "record_text.hpp"

#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::discriminator_test {
namespace {

struct cat {
    std::string id{};
    int lives = 9;
    unknown_attributes rest{};
    static constexpr dynaco::schema schema{
        .table_name = "pets", .hash_key = "id", .discriminator = "the \"kind\"", .kinds = {"cat", "old-cat"}};
};
struct circle {
    double radius = 0;
    static constexpr map_schema schema{.discriminator = "shape", .kinds = {"circle"}};
};
struct drawing {
    std::vector<circle> circles{};
};

using test::records::read;
using test::records::read_failure;
using test::records::written;

TEST(Discriminator, TheFirstKindIsWritten) {
    EXPECT_EQ(written(cat{.id = "1"}), R"({"the \"kind\"":{"S":"cat"},"id":{"S":"1"},"lives":{"N":"9"}})");
    EXPECT_EQ(written(drawing{.circles = {{}}}),
              R"({"circles":{"L":[{"M":{"shape":{"S":"circle"},"radius":{"N":"0"}}}]}})");
}

TEST(Discriminator, EveryKindIsRead) {
    EXPECT_EQ(read<cat>(R"({"the \"kind\"":{"S":"cat"},"id":{"S":"1"},"lives":{"N":"5"}})").lives, 5);
    EXPECT_EQ(read<cat>(R"({"lives":{"N":"4"},"id":{"S":"1"},"the \"kind\"":{"S":"old-cat"}})").lives, 4);
}

TEST(Discriminator, AbsentIsTheModelAskedFor) { EXPECT_EQ(read<cat>(R"({"id":{"S":"1"}})").id, "1"); }

TEST(Discriminator, IsNoUnknownAttribute) {
    const auto object = read<cat>(R"({"the \"kind\"":{"S":"old-cat"},"id":{"S":"1"},"x":{"N":"1"}})");
    EXPECT_EQ(object.rest.size(), 1u);
    EXPECT_TRUE(object.rest.contains("x"));
}

TEST(Discriminator, AnotherKindIsAnotherModel) {
    const failure f = read_failure<cat>(R"({"the \"kind\"":{"S":"dog"},"id":{"S":"1"}})");
    EXPECT_EQ(f.cause(), errc::wrong_model);
    EXPECT_TRUE(f.code() == condition::model_mismatch);
    EXPECT_EQ(f.diagnostics().attribute_path, "the \"kind\"");
    EXPECT_NE(f.text().find("dog"), std::string::npos);
}

TEST(Discriminator, AnotherKindExplainsWhatDoesNotFit) {
    EXPECT_EQ(read_failure<cat>(R"({"lives":{"S":"x"},"the \"kind\"":{"S":"dog"},"id":{"S":"1"}})").cause(),
              errc::wrong_model);
    EXPECT_EQ(read_failure<cat>(R"({"lives":{"N":"1"},"the \"kind\"":{"S":"dog"}})").cause(),
              errc::wrong_model);
    EXPECT_EQ(read_failure<cat>(R"({"lives":{"S":"x"},"the \"kind\"":{"S":"cat"}})").cause(),
              errc::type_mismatch);
    EXPECT_EQ(read_failure<cat>(R"({"lives":{"N":"1"}})").cause(), errc::missing_attribute);
    EXPECT_EQ(read_failure<cat>(R"({"lives":{"S":"x"},"the \"ki)").cause(), errc::type_mismatch);
}

TEST(Discriminator, MustBeAString) {
    const failure f = read_failure<cat>(R"({"the \"kind\"":{"N":"1"},"id":{"S":"1"}})");
    EXPECT_EQ(f.cause(), errc::type_mismatch);
    EXPECT_EQ(f.diagnostics().attribute_path, "the \"kind\"");
}

TEST(Discriminator, WorksInMaps) {
    EXPECT_EQ(read<drawing>(R"({"circles":{"L":[{"M":{"shape":{"S":"circle"}}}]}})").circles.size(), 1u);
    const failure f = read_failure<drawing>(R"({"circles":{"L":[{"M":{"shape":{"S":"square"}}}]}})");
    EXPECT_EQ(f.cause(), errc::wrong_model);
    EXPECT_EQ(f.diagnostics().attribute_path, "circles[0].shape");
}

}  // namespace
}  // namespace dynaco::discriminator_test
