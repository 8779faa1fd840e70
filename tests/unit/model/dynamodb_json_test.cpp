#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <unordered_set>
#include <vector>

namespace dynaco::dynamodb_json_test {
namespace {

struct thing {
    std::string id{};
    double weight = 0;
    std::optional<int> size{};
    std::unordered_set<std::string> tags{};
};

template <class T>
failure refusal(std::string_view text) {
    try {
        static_cast<void>(from_dynamodb_json<T>(text));
    } catch (const error& e) {
        return e.as_failure();
    }
    return {};
}

TEST(DynamodbJson, OfAModel) {
    EXPECT_EQ(to_dynamodb_json(thing{.id = "1", .size = 5}),
              R"({"id":{"S":"1"},"weight":{"N":"0"},"size":{"N":"5"}})");
    const auto back = from_dynamodb_json<thing>(R"( {"size":{"N":"5"},"new":{"L":[]},"tags":{"SS":["a"]}} )");
    EXPECT_EQ(back.size, 5);
    EXPECT_EQ(back.tags.count("a"), 1U);
}

TEST(DynamodbJson, OfItemsAndValues) {
    const item some{{"a", 1}};
    EXPECT_EQ(to_dynamodb_json(some), R"({"a":{"N":"1"}})");
    EXPECT_EQ(from_dynamodb_json<item>(R"({"a":{"N":"1"}})"), some);
    EXPECT_EQ(to_dynamodb_json(value(some)), R"({"M":{"a":{"N":"1"}}})");
    EXPECT_EQ(from_dynamodb_json<value>(R"({"M":{"a":{"N":"1"}}})"), value(some));
    EXPECT_EQ(to_dynamodb_json(std::vector<int>{1}), R"({"L":[{"N":"1"}]})");
    EXPECT_EQ(from_dynamodb_json<std::vector<int>>(R"({"L":[{"N":"1"}]})"), std::vector<int>{1});
    EXPECT_EQ(to_dynamodb_json(std::optional<thing>()), R"({"NULL":true})");
    EXPECT_FALSE(from_dynamodb_json<std::optional<thing>>(R"({"NULL":true})"));
    EXPECT_EQ(from_dynamodb_json<std::optional<thing>>(R"({"M":{"id":{"S":"1"}}})")->id, "1");
}

TEST(DynamodbJson, RefusesOtherText) {
    for (const char* text : {"", "{", "{}{}", R"({"id":"1"})", R"({"id":{}})", "[]"})
        EXPECT_EQ(refusal<thing>(text).cause(), errc::invalid_argument) << text;
    const failure wrong = refusal<thing>(R"({"id":{"N":"1"}})");
    EXPECT_EQ(wrong.cause(), errc::type_mismatch);
    EXPECT_EQ(wrong.diagnostics().attribute_path, "id");
    EXPECT_THROW(static_cast<void>(to_dynamodb_json(thing{.weight = 1e300})), error);
}

TEST(DynamodbJson, ComparesObjectsByTheirAttributes) {
    const thing one{.id = "1", .tags = {"a", "b", "c", "d"}};
    thing other{.id = "1", .tags = {"d", "c"}};
    EXPECT_FALSE(same_attributes(one, other));
    other.tags.insert({"b", "a"});
    EXPECT_TRUE(same_attributes(one, other));
    other.size = 0;
    EXPECT_FALSE(same_attributes(one, other));
    EXPECT_TRUE(same_attributes(std::vector<thing>{one}, std::vector<thing>{one}));
    EXPECT_FALSE(same_attributes(value(1), value("1")));
}

TEST(DynamodbJson, IsPrintedToAStream) {
    const thing one{.id = "1", .weight = 0.5};
    std::ostringstream out;
    out << shown(one) << ' ' << shown(std::string("a"));
    EXPECT_EQ(out.str(), R"({"id":{"S":"1"},"weight":{"N":"0.5"}} {"S":"a"})");
}

TEST(DynamodbJson, PrintsWhyAnObjectCannotBeWritten) {
    const thing heavy{.weight = 1e300};
    std::ostringstream out;
    out << shown(heavy);
    EXPECT_NE(out.str().find("weight"), std::string::npos) << out.str();
    EXPECT_EQ(out.str().find('{'), std::string::npos) << out.str();
}

}  // namespace
}  // namespace dynaco::dynamodb_json_test
