#include "unit/operations/encoding.hpp"
#include "unit/table/models.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace dynaco::test::definition_test {
namespace {

std::string created(const detail::table_definition& wanted) { return encoded(wanted.table); }

TEST(Definition, OfATableWithoutIndexes) {
    constexpr detail::table_definition wanted = detail::define_table<account>("t");
    EXPECT_EQ(wanted.table.table_name, "t");
    EXPECT_EQ(wanted.ttl, "");
    EXPECT_EQ(created(wanted),
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
              R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(Definition, OfATableWithIndexes) {
    const std::string body = created(detail::define_table<order>("t"));
    const auto has = [&body](std::string_view text) {
        EXPECT_NE(body.find(text), std::string::npos) << text << " in " << body;
    };
    has(R"({"AttributeName":"price","AttributeType":"N"})");
    has(R"("KeySchema":[{"AttributeName":"order_id","KeyType":"HASH"},{"AttributeName":"item_id","KeyType":"RANGE"}])");
    has(R"("IndexName":"by-item","KeySchema":[{"AttributeName":"item_id","KeyType":"HASH"},)"
        R"({"AttributeName":"order_id","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"})");
    has(R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["quantity"]})");
    EXPECT_LT(body.find("GlobalSecondaryIndexes"), body.find("by-item"));
    EXPECT_LT(body.find("LocalSecondaryIndexes"), body.find("by-price"));
}

struct by_place {
    std::string country{};
    std::string city{};
    std::int64_t house = 0;
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-place",
        .hash_key = {"country", "city"},
        .range_key = {"house", "id"},
        .throughput = {.read_capacity_units = 3},
    };
};
struct visit {
    std::string id{};
    std::string country{};
    std::string city{};
    std::int64_t house = 0;
    std::optional<std::int64_t> expires{};

    static constexpr dynaco::schema schema{
        .table_name = "visits",
        .hash_key = "id",
        .billing_mode = dynaco::billing_mode::provisioned,
        .throughput = {.read_capacity_units = 1, .write_capacity_units = 2},
        .ttl = "expires",
        .settings = {.stream = stream_view::new_image,
                     .table_class = table_class::standard_infrequent_access,
                     .deletion_protection = true,
                     .kms_key = "alias/aws/dynamodb",
                     .tags = {{.key = "team", .value = "a"}}},
        .attributes = {{.member = "expires", .name = "ttl"}},
    };
    using indexes = dynaco::indexes<by_place>;
};

TEST(Definition, AnIndexMayHaveKeysOfSeveralAttributes) {
    constexpr index_definition index = detail::define_index<visit, by_place>();
    ASSERT_EQ(index.hash_key.size(), 2u);
    ASSERT_EQ(index.range_key.size(), 2u);
    EXPECT_EQ(index.hash_key.begin()[0].name, "country");
    EXPECT_EQ(index.hash_key.begin()[1].name, "city");
    EXPECT_EQ(index.range_key.begin()[0].name, "house");
    EXPECT_EQ(index.range_key.begin()[0].type, attribute_type::N);
    EXPECT_EQ(index.throughput.read_capacity_units, 3);
}

TEST(Definition, HoldsWhatTheSchemaSets) {
    constexpr detail::table_definition wanted = detail::define_table<visit>("t");
    EXPECT_EQ(wanted.ttl, "ttl");
    const create_table& table = wanted.table;
    EXPECT_EQ(table.billing_mode, billing_mode::provisioned);
    EXPECT_EQ(table.throughput.write_capacity_units, 2);
    EXPECT_EQ(table.stream, stream_view::new_image);
    EXPECT_EQ(table.table_class, table_class::standard_infrequent_access);
    EXPECT_TRUE(table.deletion_protection);
    EXPECT_EQ(table.kms_key, "alias/aws/dynamodb");
    ASSERT_EQ(table.tags.size(), 1u);
    EXPECT_EQ(table.tags[0].key, "team");
}

}  // namespace
}  // namespace dynaco::test::definition_test
