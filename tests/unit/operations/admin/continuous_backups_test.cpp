#include "unit/operations/encoding.hpp"

#include <dynaco/operations/backup.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

namespace dynaco::continuous_backups_test {
namespace {

using namespace std::chrono_literals;
using time_point = std::chrono::system_clock::time_point;

TEST(ContinuousBackups, OperationsAreWhatTheySay) {
    static_assert(operation<describe_continuous_backups> && operation<update_continuous_backups> &&
                  operation<restore_table_to_point_in_time>);
    static_assert(!describe_continuous_backups::info.writes && update_continuous_backups::info.writes &&
                  restore_table_to_point_in_time::info.writes);
    EXPECT_EQ(describe_continuous_backups::info.name, "DescribeContinuousBackups");
    EXPECT_EQ(update_continuous_backups::info.name, "UpdateContinuousBackups");
    EXPECT_EQ(restore_table_to_point_in_time::info.name, "RestoreTableToPointInTime");
    EXPECT_EQ(update_continuous_backups{.table_name = "t"}.table(), "t");
    EXPECT_EQ(restore_table_to_point_in_time{.target_table_name = "t"}.table(), "t");
}

TEST(ContinuousBackups, Encode) {
    EXPECT_EQ(encoded(describe_continuous_backups{.table_name = "t"}), R"({"TableName":"t"})");
    EXPECT_EQ(encoded(update_continuous_backups{.table_name = "t"}),
              R"({"TableName":"t","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}})");
    EXPECT_EQ(encoded(update_continuous_backups{
                  .table_name = "t", .point_in_time_recovery = true, .recovery_period_days = 7}),
              R"({"TableName":"t","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true,)"
              R"("RecoveryPeriodInDays":7}})");
    EXPECT_EQ(encoded(update_continuous_backups{.table_name = "t", .point_in_time_recovery = false}),
              R"({"TableName":"t","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":false}})");
}

TEST(ContinuousBackups, DecodeWhatIsOn) {
    const std::string_view body =
        R"({"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"ENABLED",)"
        R"("PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"ENABLED","RecoveryPeriodInDays":7,)"
        R"("EarliestRestorableDateTime":1500000000,"LatestRestorableDateTime":1500000600.5}}})";
    for (const auto& reply :
         {describe_continuous_backups::decode(body), update_continuous_backups::decode(body)}) {
        ASSERT_TRUE(reply);
        EXPECT_TRUE(reply->point_in_time_recovery);
        EXPECT_EQ(reply->recovery_period_days, 7u);
        EXPECT_EQ(reply->earliest, time_point(1500000000s));
        EXPECT_EQ(reply->latest, time_point(1500000600500ms));
    }
}

TEST(ContinuousBackups, DecodeWhatIsOff) {
    const auto reply = describe_continuous_backups::decode(
        R"({"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":)"
        R"({"PointInTimeRecoveryStatus":"DISABLED"}}})");
    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->point_in_time_recovery);
    EXPECT_EQ(reply->recovery_period_days, 0u);
    EXPECT_EQ(reply->latest, time_point());
    const auto least = describe_continuous_backups::decode(R"({"ContinuousBackupsDescription":{}})");
    ASSERT_TRUE(least);
    EXPECT_FALSE(least->point_in_time_recovery);
}

TEST(ContinuousBackups, EncodeARestore) {
    EXPECT_EQ(encoded(restore_table_to_point_in_time{.source_table_name = "s", .target_table_name = "t"}),
              R"({"SourceTableName":"s","TargetTableName":"t","UseLatestRestorableTime":true})");
    EXPECT_EQ(encoded(restore_table_to_point_in_time{
                  .source_table_name = "s", .target_table_name = "t", .time = time_point(1500000000007ms)}),
              R"({"SourceTableName":"s","TargetTableName":"t","RestoreDateTime":1500000000.007})");
    EXPECT_EQ(encoded(restore_table_to_point_in_time{
                  .source_table_name = "s",
                  .target_table_name = "t",
                  .overrides = {.billing_mode = billing_mode::provisioned,
                                .throughput = throughput{.read_capacity_units = 1, .write_capacity_units = 2},
                                .on_demand = {.max_read_request_units = 3},
                                .kms_key = "k",
                                .without_indexes = true}}),
              R"({"SourceTableName":"s","TargetTableName":"t","UseLatestRestorableTime":true,)"
              R"("BillingModeOverride":"PROVISIONED","GlobalSecondaryIndexOverride":[],)"
              R"("LocalSecondaryIndexOverride":[],)"
              R"("ProvisionedThroughputOverride":{"ReadCapacityUnits":1,"WriteCapacityUnits":2},)"
              R"("OnDemandThroughputOverride":{"MaxReadRequestUnits":3},)"
              R"("SSESpecificationOverride":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"k"}})");
}

TEST(ContinuousBackups, ATimeBefore1970IsRefused) {
    for (const time_point time : {time_point(), time_point(-5s)})
        EXPECT_EQ(not_encoded(restore_table_to_point_in_time{
                                  .source_table_name = "s", .target_table_name = "t", .time = time})
                      .cause(),
                  errc::invalid_argument);
}

TEST(ContinuousBackups, RefuseMalformedReplies) {
    for (const std::string_view body : malformed_replies) {
        EXPECT_EQ(cause_of(describe_continuous_backups::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(update_continuous_backups::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(restore_table_to_point_in_time::decode(body)), errc::malformed_reply) << body;
    }
}

}  // namespace
}  // namespace dynaco::continuous_backups_test
