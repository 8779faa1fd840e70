#include <dynaco/detail/model/record.hpp>

#include <gtest/gtest.h>

#include <array>
#include <iterator>
#include <string>
#include <string_view>

namespace dynaco::detail::model::schema_test {
namespace {

struct bare {
    std::string id{};
    int count = 0;
};
struct minimal {
    std::string id{};
    int count = 0;
    static constexpr dynaco::schema schema{.table_name = "t", .hash_key = "id"};
};
struct full {
    std::string id{};
    int at = 0;
    std::string name{};
    int plain = 0;
    static constexpr dynaco::schema schema{
        .table_name = "full",
        .hash_key = "id",
        .range_key = "at",
        .billing_mode = dynaco::billing_mode::provisioned,
        .throughput = {.read_capacity_units = 1, .write_capacity_units = 2},
        .attributes = {{.member = "id", .name = "ID"},
                       {.member = "name", .name = "full name", .required = true},
                       {.member = "plain"}},
    };
};
struct by_count {
    int count = 0;
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-count", .hash_key = "count", .range_key = "id"};
};

TEST(Schema, HasOnDemandBillingAndFullProjectionsByDefault) {
    EXPECT_TRUE(minimal::schema.range_key.empty());
    EXPECT_EQ(minimal::schema.billing_mode, billing_mode::pay_per_request);
    EXPECT_EQ(std::distance(minimal::schema.attributes.begin(), minimal::schema.attributes.end()), 0);
    EXPECT_EQ(by_count::schema.projection, projection::all);
    EXPECT_EQ(by_count::schema.scope, index_scope::global);
}

TEST(Schema, HoldsWhatIsDeclared) {
    EXPECT_EQ(full::schema.throughput.write_capacity_units, 2);
    EXPECT_EQ(full::schema.attributes.count, 3U);
    EXPECT_EQ(full::schema.attributes.begin()[1].name, "full name");
}

TEST(Record, AttributesAreNamedLikeMembers) {
    EXPECT_EQ(attribute_names<bare>, (std::array<std::string_view, 2>{"id", "count"}));
    EXPECT_EQ(attribute_names<minimal>, (std::array<std::string_view, 2>{"id", "count"}));
    EXPECT_EQ(attribute_names<by_count>, (std::array<std::string_view, 2>{"count", "id"}));
}

TEST(Record, AttributesAreRenamed) {
    EXPECT_EQ(attribute_names<full>, (std::array<std::string_view, 4>{"ID", "at", "full name", "plain"}));
    EXPECT_EQ(attribute_index<full>("full name"), 2U);
    EXPECT_EQ(attribute_index<full>("name"), field_count<full>);
}

TEST(Record, KeysAreRequired) {
    EXPECT_EQ(required_fields<bare>, (std::array<bool, 2>{false, false}));
    EXPECT_EQ(required_fields<minimal>, (std::array<bool, 2>{true, false}));
    EXPECT_EQ(required_fields<full>, (std::array<bool, 4>{true, true, true, false}));
    EXPECT_EQ(required_fields<by_count>, (std::array<bool, 2>{true, true}));
}

}  // namespace
}  // namespace dynaco::detail::model::schema_test
