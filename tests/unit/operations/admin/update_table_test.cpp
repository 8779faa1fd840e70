#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace dynaco::update_table_test {
namespace {

TEST(UpdateTable, NamesTheOperation) {
    static_assert(operation<update_table>);
    static_assert(update_table::info.writes);
    EXPECT_EQ(update_table::info.name, "UpdateTable");
    EXPECT_EQ(update_table{.table_name = "t"}.table(), "t");
}

TEST(UpdateTable, LeavesAloneWhatIsNotGiven) {
    EXPECT_EQ(encoded(update_table{.table_name = "t\""}), R"({"TableName":"t\""})");
}

TEST(UpdateTable, EncodesCapacity) {
    EXPECT_EQ(encoded(update_table{.table_name = "t",
                                   .billing_mode = billing_mode::provisioned,
                                   .throughput = throughput{.read_capacity_units = 1}}),
              R"({"TableName":"t","BillingMode":"PROVISIONED",)"
              R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":5}})");
    EXPECT_EQ(
        encoded(update_table{.table_name = "t",
                             .billing_mode = billing_mode::pay_per_request,
                             .on_demand = on_demand_limits{.max_read_request_units = 8},
                             .warm_throughput = {.read_units_per_second = 1, .write_units_per_second = 2}}),
        R"({"TableName":"t","BillingMode":"PAY_PER_REQUEST",)"
        R"("OnDemandThroughput":{"MaxReadRequestUnits":8,"MaxWriteRequestUnits":-1},)"
        R"("WarmThroughput":{"ReadUnitsPerSecond":1,"WriteUnitsPerSecond":2}})");
}

TEST(UpdateTable, EncodesSettings) {
    EXPECT_EQ(encoded(update_table{.table_name = "t",
                                   .stream = stream_view::old_image,
                                   .table_class = table_class::standard,
                                   .deletion_protection = false,
                                   .kms_key = "k"}),
              R"({"TableName":"t","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"OLD_IMAGE"},)"
              R"("TableClass":"STANDARD","DeletionProtectionEnabled":false,)"
              R"("SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"k"}})");
    EXPECT_EQ(encoded(update_table{.table_name = "t", .stream = stream_view::none, .kms_key = ""}),
              R"({"TableName":"t","StreamSpecification":{"StreamEnabled":false},)"
              R"("SSESpecification":{"Enabled":false}})");
}

constexpr std::array updates{
    index_update{.name = "a", .throughput = throughput{.read_capacity_units = 2, .write_capacity_units = 3}},
    index_update{.name = "b",
                 .on_demand = on_demand_limits{.max_write_request_units = 4},
                 .warm_throughput = {.read_units_per_second = 5}},
};

TEST(UpdateTable, EncodesChangesOfIndexes) {
    EXPECT_EQ(encoded(update_table{.table_name = "t", .indexes = updates}),
              R"({"TableName":"t","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"a",)"
              R"("ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":3}}},)"
              R"({"Update":{"IndexName":"b",)"
              R"("OnDemandThroughput":{"MaxReadRequestUnits":-1,"MaxWriteRequestUnits":4},)"
              R"("WarmThroughput":{"ReadUnitsPerSecond":5}}}]})");
}

constexpr index_definition added{.name = "g",
                                 .hash_key = {{.name = "a"}, {.name = "b", .type = attribute_type::N}},
                                 .range_key = {{.name = "c"}},
                                 .projection = projection::keys_only,
                                 .throughput = {.read_capacity_units = 1, .write_capacity_units = 1}};

TEST(UpdateTable, EncodesANewIndexWithTheAttributesOfItsKeys) {
    EXPECT_EQ(encoded(update_table{.table_name = "t", .create_index = added}),
              R"({"TableName":"t","AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},)"
              R"({"AttributeName":"b","AttributeType":"N"},{"AttributeName":"c","AttributeType":"S"}],)"
              R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"g","KeySchema":[)"
              R"({"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"},)"
              R"({"AttributeName":"c","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}]})");
}

TEST(UpdateTable, ANewIndexOfAProvisionedTableHasAThroughput) {
    const std::string body =
        encoded(update_table{.table_name = "t", .create_index = added, .paid_by = billing_mode::provisioned});
    EXPECT_NE(body.find(R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}]})"),
              std::string::npos);
}

TEST(UpdateTable, EncodesTheRemovalOfAnIndex) {
    EXPECT_EQ(encoded(update_table{.table_name = "t", .delete_index = "g"}),
              R"({"TableName":"t","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"g"}}]})");
}

TEST(UpdateTable, DecodesTheDescription) {
    const auto reply =
        update_table::decode(R"({"TableDescription":{"TableName":"t","TableStatus":"UPDATING"}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, table_status::updating);
}

TEST(UpdateTable, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(update_table::decode(body)), errc::malformed_reply) << body;
    EXPECT_EQ(cause_of(update_table::decode("{}")), errc::malformed_reply);
}

}  // namespace
}  // namespace dynaco::update_table_test
