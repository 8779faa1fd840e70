#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace dynaco::create_table_test {
namespace {

using enum attribute_type;

TEST(CreateTable, NamesTheOperation) {
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
                     .hash_key = {{.name = "h"}},
                     .range_key = {{.name = "l", .type = N}},
                     .projection = projection::keys_only},
    index_definition{.name = "global", .hash_key = {{.name = "g"}}},
    index_definition{.name = "more",
                     .hash_key = {{.name = "l", .type = N}},
                     .range_key = {{.name = "g"}},
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

constexpr std::array index_of_many_keys{
    index_definition{.name = "many",
                     .hash_key = {{.name = "a"}, {.name = "b", .type = N}},
                     .range_key = {{.name = "c"}, {.name = "a"}, {.name = "d", .type = B}},
                     .on_demand = {.max_read_request_units = 9},
                     .warm_throughput = {.write_units_per_second = 4000}},
};

TEST(CreateTable, AKeyOfAGlobalIndexHasUpToFourAttributes) {
    EXPECT_EQ(
        encoded(create_table{.table_name = "t", .hash_key = {.name = "h"}, .indexes = index_of_many_keys}),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},)"
        R"({"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"N"},)"
        R"({"AttributeName":"c","AttributeType":"S"},{"AttributeName":"d","AttributeType":"B"}],)"
        R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"many",)"
        R"("KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},)"
        R"({"AttributeName":"c","KeyType":"RANGE"},{"AttributeName":"a","KeyType":"RANGE"},)"
        R"({"AttributeName":"d","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"},)"
        R"("OnDemandThroughput":{"MaxReadRequestUnits":9},"WarmThroughput":{"WriteUnitsPerSecond":4000}}],)"
        R"("BillingMode":"PAY_PER_REQUEST"})");
    const detail::key_definitions five{
        {.name = "1"}, {.name = "2"}, {.name = "3"}, {.name = "4"}, {.name = "5"}};
    EXPECT_EQ(five.size(), 4u);
}

constexpr std::array<table_tag, 2> tags{table_tag{.key = "team", .value = "a\""}, table_tag{.key = "empty"}};

TEST(CreateTable, EncodesEverySetting) {
    EXPECT_EQ(
        encoded(create_table{.table_name = "t",
                             .hash_key = {.name = "h"},
                             .on_demand = {.max_read_request_units = 100, .max_write_request_units = 50},
                             .warm_throughput = {.read_units_per_second = 12000},
                             .stream = stream_view::new_and_old_images,
                             .table_class = table_class::standard_infrequent_access,
                             .deletion_protection = true,
                             .kms_key = "arn:aws:kms:eu-west-1:123456789012:key/1",
                             .resource_policy = "{\"Version\":1}",
                             .tags = tags}),
        R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"}],)"
        R"("KeySchema":[{"AttributeName":"h","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",)"
        R"("OnDemandThroughput":{"MaxReadRequestUnits":100,"MaxWriteRequestUnits":50},)"
        R"("WarmThroughput":{"ReadUnitsPerSecond":12000},)"
        R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},)"
        R"("TableClass":"STANDARD_INFREQUENT_ACCESS","DeletionProtectionEnabled":true,)"
        R"("SSESpecification":{"Enabled":true,"SSEType":"KMS",)"
        R"("KMSMasterKeyId":"arn:aws:kms:eu-west-1:123456789012:key/1"},)"
        R"("ResourcePolicy":"{\"Version\":1}",)"
        R"("Tags":[{"Key":"team","Value":"a\""},{"Key":"empty","Value":""}]})");
}

TEST(CreateTable, TheAwsManagedKeyIsNotNamed) {
    const std::string body =
        encoded(create_table{.table_name = "t", .hash_key = {.name = "h"}, .kms_key = "alias/aws/dynamodb"});
    EXPECT_NE(body.find(R"("SSESpecification":{"Enabled":true,"SSEType":"KMS"}})"), std::string::npos);
}

TEST(CreateTable, EveryStreamViewHasItsName) {
    const auto stream = [](stream_view view) {
        return encoded(create_table{.table_name = "t", .hash_key = {.name = "h"}, .stream = view});
    };
    EXPECT_EQ(stream(stream_view::none).find("Stream"), std::string::npos);
    EXPECT_NE(stream(stream_view::keys_only).find(R"("KEYS_ONLY")"), std::string::npos);
    EXPECT_NE(stream(stream_view::new_image).find(R"("NEW_IMAGE")"), std::string::npos);
    EXPECT_NE(stream(stream_view::old_image).find(R"("OLD_IMAGE")"), std::string::npos);
}

TEST(CreateTable, OnDemandLimitsAreNotForProvisionedTables) {
    const std::string body = encoded(create_table{.table_name = "t",
                                                  .hash_key = {.name = "h"},
                                                  .billing_mode = billing_mode::provisioned,
                                                  .on_demand = {.max_read_request_units = 1}});
    EXPECT_EQ(body.find("OnDemandThroughput"), std::string::npos);
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
}  // namespace dynaco::create_table_test
