#include "record_text.hpp"

#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Embedded parts and unknown attributes.
namespace dynaco::record_parts_test {
namespace {

struct stamp {
    std::int64_t at = 0;
    std::string by{};
    friend bool operator==(const stamp&, const stamp&) = default;
    static constexpr map_schema schema{.attributes = {{.member = "by", .name = "By", .required = true}}};
};
struct audit {
    embedded<stamp> created{};
    std::optional<int> revision{};
    friend bool operator==(const audit&, const audit&) = default;
};
struct order {
    std::string id{};
    embedded<audit> trail{};
    int quantity = 1;
    friend bool operator==(const order&, const order&) = default;
    static constexpr dynaco::schema schema{.table_name = "orders",
                                           .hash_key = "id",
                                           .range_key = "at",
                                           .attributes = {{.member = "revision", .name = "Rev"}}};
};
struct open_map {
    int known = 0;
    unknown_attributes rest{};
};
struct open_model {
    std::string id{};
    unknown_attributes rest{};
    std::vector<open_map> maps{};
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};
struct open_part {
    int x = 0;
    unknown_attributes others{};
};
struct with_open_part {
    std::string id{};
    embedded<open_part> part{};
    int y = 0;
};

using test::records::read;
using test::records::read_failure;
using test::records::write_failure;
using test::records::written;

static_assert(detail::model::field_count<order> == 5);
static_assert(detail::model::field_index<order>("by") == 2 &&
              detail::model::field_index<order>("created") == 5);
static_assert(std::is_same_v<detail::model::field_type<order, 3>, std::optional<int>>);
static_assert(std::is_same_v<decltype(detail::model::fields(std::declval<const order&>())),
                             std::tuple<const std::string&, const std::int64_t&, const std::string&,
                                        const std::optional<int>&, const int&>>);
static_assert(detail::model::keeps_unknown_attributes<open_model> &&
              !detail::model::keeps_unknown_attributes<order>);
static_assert(detail::model::keeps_unknown_attributes<with_open_part>);

TEST(Embedded, MembersAreMembersOfTheModel) {
    EXPECT_EQ(detail::model::field_names<order>,
              (std::array<std::string_view, 5>{"id", "at", "by", "revision", "quantity"}));
    order object;
    std::get<2>(detail::model::fields(object)) = "bob";
    EXPECT_EQ(object.trail.created.by, "bob");
}

TEST(Embedded, PartsAndTheModelGiveNamesAndOptions) {
    EXPECT_EQ(detail::model::attribute_names<order>,
              (std::array<std::string_view, 5>{"id", "at", "By", "Rev", "quantity"}));
    EXPECT_EQ(detail::model::required_fields<order>, (std::array<bool, 5>{true, true, true, false, false}));
}

TEST(Embedded, IsReadAsItWasWritten) {
    const order object{
        .id = "1", .trail = {{.created = {{.at = 5, .by = "bob"}}, .revision = 3}}, .quantity = 2};
    constexpr std::string_view text =
        R"({"id":{"S":"1"},"at":{"N":"5"},"By":{"S":"bob"},"Rev":{"N":"3"},"quantity":{"N":"2"}})";
    EXPECT_EQ(written(object), text);
    EXPECT_EQ(read<order>(text), object);
    const failure f = read_failure<order>(R"({"id":{"S":"1"},"at":{"N":"5"}})");
    EXPECT_EQ(f.cause(), errc::missing_attribute);
    EXPECT_EQ(f.diagnostics().attribute_path, "By");
}

TEST(UnknownAttributes, AreKeptAndWrittenBack) {
    constexpr std::string_view text =
        R"({"id":{"S":"1"},"maps":{"L":[{"M":{"known":{"N":"1"},"a":{"L":[{"N":"2"}]}}}]},"new":{"SS":["x"]}})";
    const auto object = read<open_model>(text);
    EXPECT_EQ(object.rest.size(), 1u);
    EXPECT_EQ(object.rest.at("new"), value(value::string_set{"x"}));
    EXPECT_EQ(object.maps.at(0).rest.at("a"), value(value::list{2}));
    EXPECT_EQ(written(object), text);
}

TEST(UnknownAttributes, ReadingStartsAfresh) {
    const open_model before{.id = "0", .rest = unknown_attributes(item{{"old", value(1)}})};
    EXPECT_TRUE(read<open_model>(R"({"id":{"S":"1"}})", before).rest.empty());
}

TEST(UnknownAttributes, NamesMayBeEscaped) {
    const auto object = read<open_model>(R"({"id":{"S":"1"},"a\"b":{"M":{"c\n":{"S":"d\t"}}}})");
    EXPECT_EQ(object.rest.at("a\"b"), value(item{{"c\n", value("d\t")}}));
}

TEST(UnknownAttributes, OfAnEmbeddedPartAreThoseOfTheModel) {
    const auto object = read<with_open_part>(R"({"id":{"S":"1"},"x":{"N":"1"},"y":{"N":"2"},"z":{"N":"3"}})");
    EXPECT_EQ(object.part.others.at("z"), value(3));
    EXPECT_EQ(object.part.others.size(), 1u);
    EXPECT_EQ(written(object), R"({"id":{"S":"1"},"x":{"N":"1"},"y":{"N":"2"},"z":{"N":"3"}})");
}

TEST(UnknownAttributes, MustNotBeKnown) {
    const open_model object{.id = "1", .rest = unknown_attributes(item{{"id", value("2")}})};
    const failure f = write_failure(object);
    EXPECT_EQ(f.cause(), errc::invalid_argument);
    EXPECT_EQ(f.diagnostics().attribute_path, "id");
}

TEST(UnknownAttributes, FailuresNameThePath) {
    const failure f = read_failure<open_model>(R"({"id":{"S":"1"},"new":{"L":[{"N":"x"}]}})");
    EXPECT_EQ(f.diagnostics().attribute_path, "new[0]");
    const open_model object{.id = "1", .rest = unknown_attributes(item{{"s", value(value::string_set{})}})};
    EXPECT_EQ(write_failure(object).cause(), errc::empty_set);
    EXPECT_EQ(write_failure(object).diagnostics().attribute_path, "s");
}

}  // namespace
}  // namespace dynaco::record_parts_test
