#include "encoding.hpp"

#include <dynaco/operations/create_table.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace dynaco {
namespace {

using enum attribute_type;

TEST(CreateTable, IsWhatItSays) {
    static_assert(operation<create_table>);
    static_assert(create_table::info.writes);
    EXPECT_EQ(create_table::info.name, "CreateTable");
    EXPECT_EQ((create_table{.table_name = "t", .hash_key = {}}.table()), "t");
}

TEST(CreateTable, EncodesTheLeast) {
    EXPECT_EQ(encoded(create_table{.table_name = "t", .hash_key = {.name = "id"}}),
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
              R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"})");
}

TEST(CreateTable, EncodesAProvisionedTable) {
    EXPECT_EQ(
        encoded(create_table{.table_name = "t",
                             .hash_key = {.name = "h\"", .type = B},
                             .range_key = {.name = "r", .type = N},
                             .billing_mode = billing_mode::provisioned,
                             .throughput = {.read_capacity_units = 7, .write_capacity_units = 40000}}),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"h\"","AttributeType":"B"},)"
        R"({"AttributeName":"r","AttributeType":"N"}],"KeySchema":[{"AttributeName":"h\"","KeyType":"HASH"},)"
        R"({"AttributeName":"r","KeyType":"RANGE"}],"BillingMode":"PROVISIONED",)"
        R"("ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":40000}})");
}

constexpr std::array<std::string_view, 2> included{"x", "y\""};
constexpr std::array indexes_of_all_kinds{
    index_definition{.name = "local",
                     .scope = index_scope::local,
                     .hash_key = {.name = "h"},
                     .range_key = {.name = "l", .type = N},
                     .projection = projection::keys_only},
    index_definition{.name = "global", .hash_key = {.name = "g"}},
    index_definition{.name = "more",
                     .hash_key = {.name = "l", .type = N},
                     .range_key = {.name = "g"},
                     .projection = projection::include,
                     .non_key_attributes = included,
                     .throughput = {.read_capacity_units = 1, .write_capacity_units = 2}},
};

TEST(CreateTable, EncodesIndexes) {
    EXPECT_EQ(
        encoded(create_table{.table_name = "t", .hash_key = {.name = "h"}, .indexes = indexes_of_all_kinds}),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},)"
        R"({"AttributeName":"l","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"}],)"
        R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"GlobalSecondaryIndexes":[)"
        R"({"IndexName":"global","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
        R"("Projection":{"ProjectionType":"ALL"}},{"IndexName":"more","KeySchema":[)"
        R"({"AttributeName":"l","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}],)"
        R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x","y\""]}}],)"
        R"("LocalSecondaryIndexes":[{"IndexName":"local","KeySchema":[{"AttributeName":"h","KeyType":"HASH"},)"
        R"({"AttributeName":"l","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],)"
        R"("BillingMode":"PAY_PER_REQUEST"})");
}

TEST(CreateTable, OnlyGlobalIndexesOfProvisionedTablesHaveAThroughput) {
    const std::string body = encoded(create_table{.table_name = "t",
                                                  .hash_key = {.name = "h"},
                                                  .billing_mode = billing_mode::provisioned,
                                                  .indexes = indexes_of_all_kinds});
    EXPECT_NE(
        body.find(R"("Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":5,)"),
        std::string::npos);
    EXPECT_NE(body.find(R"("y\""]},"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}})"),
              std::string::npos);
    EXPECT_NE(body.find(R"("Projection":{"ProjectionType":"KEYS_ONLY"}}])"), std::string::npos);
}

TEST(CreateTable, DecodesTheDescription) {
    const auto reply =
        create_table::decode(R"({"TableDescription":{"TableName":"t","TableStatus":"CREATING"}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->name, "t");
    EXPECT_EQ(reply->status, table_status::creating);
}

TEST(CreateTable, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(create_table::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {"", "{}", R"({"Table":{}})", R"({"TableDescription":[]})"})
        EXPECT_EQ(cause_of(create_table::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco
