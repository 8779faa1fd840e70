#include "unit/operations/encoding.hpp"

#include <dynaco/operations/backup.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string_view>

namespace dynaco::backup_test {
namespace {

using namespace std::chrono_literals;
using time_point = std::chrono::system_clock::time_point;

TEST(Backup, OperationsAreWhatTheySay) {
    static_assert(operation<create_backup> && operation<describe_backup> && operation<delete_backup> &&
                  operation<list_backups> && operation<restore_table_from_backup>);
    static_assert(create_backup::info.writes && delete_backup::info.writes &&
                  restore_table_from_backup::info.writes);
    static_assert(!describe_backup::info.writes && !list_backups::info.writes);
    EXPECT_EQ(create_backup::info.name, "CreateBackup");
    EXPECT_EQ(describe_backup::info.name, "DescribeBackup");
    EXPECT_EQ(delete_backup::info.name, "DeleteBackup");
    EXPECT_EQ(list_backups::info.name, "ListBackups");
    EXPECT_EQ(restore_table_from_backup::info.name, "RestoreTableFromBackup");
    EXPECT_EQ(create_backup{.table_name = "t"}.table(), "t");
    EXPECT_EQ(list_backups{}.table(), "");
    EXPECT_EQ(restore_table_from_backup{.target_table_name = "t"}.table(), "t");
}

TEST(Backup, Encodes) {
    EXPECT_EQ(encoded(create_backup{.table_name = "t", .backup_name = "b\""}),
              R"({"TableName":"t","BackupName":"b\""})");
    EXPECT_EQ(encoded(describe_backup{.backup_arn = "arn:b"}), R"({"BackupArn":"arn:b"})");
    EXPECT_EQ(encoded(delete_backup{.backup_arn = "arn:b"}), R"({"BackupArn":"arn:b"})");
    EXPECT_EQ(encoded(list_backups{}), "{}");
    EXPECT_EQ(encoded(list_backups{
                  .table_name = "t", .exclusive_start_backup_arn = "arn:a", .limit = 3, .all_types = true}),
              R"({"TableName":"t","Limit":3,"ExclusiveStartBackupArn":"arn:a","BackupType":"ALL"})");
    EXPECT_EQ(encoded(restore_table_from_backup{.target_table_name = "t", .backup_arn = "arn:b"}),
              R"({"TargetTableName":"t","BackupArn":"arn:b"})");
    EXPECT_EQ(
        encoded(restore_table_from_backup{.target_table_name = "t",
                                          .backup_arn = "arn:b",
                                          .overrides = {.billing_mode = billing_mode::pay_per_request}}),
        R"({"TargetTableName":"t","BackupArn":"arn:b","BillingModeOverride":"PAY_PER_REQUEST"})");
}

TEST(Backup, DecodesWhatWasMade) {
    const auto reply = create_backup::decode(
        R"({"BackupDetails":{"BackupArn":"arn:b","BackupName":"b","BackupStatus":"CREATING",)"
        R"("BackupType":"USER","BackupSizeBytes":10,"BackupCreationDateTime":1500000000.25}})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->arn, "arn:b");
    EXPECT_EQ(reply->name, "b");
    EXPECT_EQ(reply->status, backup_status::creating);
    EXPECT_EQ(reply->type, backup_type::user);
    EXPECT_EQ(reply->size_bytes, 10u);
    EXPECT_EQ(std::chrono::round<std::chrono::milliseconds>(reply->created), time_point(1500000000250ms));
    EXPECT_EQ(reply->expires, time_point());
}

TEST(Backup, DecodesADescription) {
    const std::string_view body =
        R"({"BackupDescription":{"BackupDetails":{"BackupArn":"arn:b","BackupStatus":"AVAILABLE",)"
        R"("BackupType":"SYSTEM","BackupExpiryDateTime":1600000000},"SourceTableDetails":{"TableName":"t",)"
        R"("TableArn":"arn:t","ItemCount":3}}})";
    for (const auto& reply : {describe_backup::decode(body), delete_backup::decode(body)}) {
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, backup_status::available);
        EXPECT_EQ(reply->type, backup_type::system);
        EXPECT_EQ(reply->expires, time_point(1600000000s));
        EXPECT_EQ(reply->table_name, "t");
        EXPECT_EQ(reply->table_arn, "arn:t");
    }
}

TEST(Backup, DecodesAPageOfBackups) {
    const auto reply = list_backups::decode(
        R"({"BackupSummaries":[{"BackupArn":"1","BackupStatus":"DELETED","BackupType":"AWS_BACKUP",)"
        R"("TableName":"t","TableArn":"arn:t"},null,{"BackupArn":"2","BackupStatus":"x","BackupType":"y"}],)"
        R"("LastEvaluatedBackupArn":"2"})");
    ASSERT_TRUE(reply);
    ASSERT_EQ(reply->backups.size(), 2u);
    EXPECT_EQ(reply->backups[0].status, backup_status::deleted);
    EXPECT_EQ(reply->backups[0].type, backup_type::aws_backup);
    EXPECT_EQ(reply->backups[0].table_name, "t");
    EXPECT_EQ(reply->backups[1].status, backup_status::unknown);
    EXPECT_EQ(reply->backups[1].type, backup_type::unknown);
    EXPECT_EQ(reply->last_evaluated_backup_arn, "2");
    const auto least = list_backups::decode("{}");
    ASSERT_TRUE(least);
    EXPECT_TRUE(least->backups.empty());
    EXPECT_EQ(least->last_evaluated_backup_arn, "");
}

TEST(Backup, DecodesTheRestoredTable) {
    const auto reply = restore_table_from_backup::decode(
        R"({"TableDescription":{"TableName":"t","TableStatus":"CREATING",)"
        R"("RestoreSummary":{"SourceBackupArn":"arn:b","RestoreInProgress":true}}})");
    ASSERT_TRUE(reply);
    ASSERT_TRUE(reply->restored);
    EXPECT_TRUE(reply->restored->in_progress);
}

TEST(Backup, RefusesMalformedReplies) {
    for (const std::string_view body : malformed_replies) {
        EXPECT_EQ(cause_of(create_backup::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(describe_backup::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(delete_backup::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(list_backups::decode(body)), errc::malformed_reply) << body;
        EXPECT_EQ(cause_of(restore_table_from_backup::decode(body)), errc::malformed_reply) << body;
    }
}

}  // namespace
}  // namespace dynaco::backup_test
