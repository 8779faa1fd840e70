#include "unit/table/admin_bench.hpp"

#include <dynaco/admin.hpp>

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace dynaco::test::table_admin_test {
namespace {

using namespace std::chrono_literals;

struct TableAdmin : AdminBench {
    /// A change that is requested, sent and awaited.
    void expect_change(boost::asio::awaitable<void> call, const std::string& now, std::string_view request) {
        bench.wire->sent.clear();
        script({table(now), changed(), table(described("", "UPDATING")), table(described())});
        run(std::move(call));
        EXPECT_EQ(sent(), (names{"DescribeTable", "UpdateTable", "DescribeTable", "DescribeTable"}));
        EXPECT_EQ(body(1), request);
    }
    /// The table already has the wanted setting.
    void expect_nothing(boost::asio::awaitable<void> call, const std::string& now) {
        bench.wire->sent.clear();
        script({table(now)});
        run(std::move(call));
        EXPECT_EQ(sent(), (names{"DescribeTable"}));
    }
};

TEST_F(TableAdmin, ChangesSettings) {
    expect_change(
        admin.set_throughput({.read_capacity_units = 7, .write_capacity_units = 8}), described(),
        R"({"TableName":"visits","ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":8}})");
    expect_change(
        admin.set_on_demand_limits({.max_read_request_units = 3}), described(),
        R"({"TableName":"visits","OnDemandThroughput":{"MaxReadRequestUnits":3,"MaxWriteRequestUnits":-1}})");
    expect_change(admin.set_warm_throughput({.read_units_per_second = 3}), described(),
                  R"({"TableName":"visits","WarmThroughput":{"ReadUnitsPerSecond":3}})");
    expect_change(admin.set_table_class(table_class::standard_infrequent_access), described(),
                  R"({"TableName":"visits","TableClass":"STANDARD_INFREQUENT_ACCESS"})");
    expect_change(admin.set_deletion_protection(true), described(),
                  R"({"TableName":"visits","DeletionProtectionEnabled":true})");
    expect_change(
        admin.set_encryption("k"), described(),
        R"({"TableName":"visits","SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"k"}})");
    expect_change(
        admin.set_stream(stream_view::new_image), described(),
        R"({"TableName":"visits","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})");
    expect_change(admin.set_billing(billing_mode::pay_per_request), provisioned(described()),
                  R"({"TableName":"visits","BillingMode":"PAY_PER_REQUEST"})");
    expect_change(
        admin.set_index_throughput<visits_by_place>({.read_capacity_units = 1, .write_capacity_units = 2}),
        described(),
        R"({"TableName":"visits","GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"by-place",)"
        R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}}]})");
}

TEST_F(TableAdmin, DoesNothingWhereNothingDiffers) {
    const std::string units = R"("ProvisionedThroughput":{"ReadCapacityUnits":7,"WriteCapacityUnits":8})";
    const throughput same{.read_capacity_units = 7, .write_capacity_units = 8};
    expect_nothing(admin.set_throughput(same), described("," + units));
    expect_nothing(admin.set_index_throughput("by-place", same), described("", "ACTIVE", "," + units));
    expect_nothing(admin.set_on_demand_limits({}), described());
    expect_nothing(admin.set_warm_throughput({.read_units_per_second = 5}),
                   described(R"(,"WarmThroughput":{"ReadUnitsPerSecond":6})"));
    expect_nothing(admin.set_table_class(table_class::standard), described());
    expect_nothing(admin.set_deletion_protection(false), described());
    expect_nothing(admin.set_encryption(""), described());
    expect_nothing(admin.set_stream(stream_view::none), described());
    expect_nothing(admin.set_billing(billing_mode::pay_per_request), described());
}

TEST_F(TableAdmin, GivesEachGlobalIndexTheTablesNewCapacity) {
    expect_change(admin.set_billing(billing_mode::provisioned, {.read_capacity_units = 1}), described(),
                  R"({"TableName":"visits","BillingMode":"PROVISIONED",)"
                  R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":5},)"
                  R"("GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"by-place",)"
                  R"("ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":5}}}]})");
}

TEST_F(TableAdmin, EndsAStreamBeforeOneWithAnotherView) {
    const std::string keys_only =
        R"(,"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"})";
    script({table(described(keys_only)), changed(), table(described()), changed(), table(described())});
    run(admin.set_stream(stream_view::old_image));
    EXPECT_EQ(sent(),
              (names{"DescribeTable", "UpdateTable", "DescribeTable", "UpdateTable", "DescribeTable"}));
    EXPECT_EQ(body(1), R"({"TableName":"visits","StreamSpecification":{"StreamEnabled":false}})");
    EXPECT_EQ(
        body(3),
        R"({"TableName":"visits","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"OLD_IMAGE"}})");
}

TEST_F(TableAdmin, WaitsForATableThatIsBeingChanged) {
    script({table(described("", "UPDATING")), table(described("", "UPDATING")), table(described()), changed(),
            table(described())});
    run(admin.set_deletion_protection(true));
    EXPECT_EQ(sent().at(3), "UpdateTable");
    script({missing()});
    EXPECT_EQ(failure_of(admin.set_deletion_protection(true)).cause(), errc::resource_not_found);
}

TEST_F(TableAdmin, SendsAChangeAgainWhileAnotherIsUnderWay) {
    script({table(described()), refusal("ResourceInUseException"), changed(), table(described())});
    run(admin.set_deletion_protection(true));
    EXPECT_EQ(sent(), (names{"DescribeTable", "UpdateTable", "UpdateTable", "DescribeTable"}));
    EXPECT_EQ(body(1), body(2));
    script({table(described()), refusal("ResourceInUseException")});
    EXPECT_EQ(failure_of(admin.set_deletion_protection(true, {.timeout = 0ms})).cause(),
              errc::resource_in_use);
}

TEST_F(TableAdmin, AddsAnIndexAndWaitsUntilItIsFilled) {
    script({table(bare()), changed(), table(bare()), table(described("", "ACTIVE", R"(,"Backfilling":true)")),
            table(described())});
    EXPECT_TRUE(run(admin.create_index<visits_by_place>()));
    EXPECT_EQ(bench.wire->unused(), 0u) << "a description without the index is not enough";
    EXPECT_EQ(
        body(1),
        R"({"TableName":"visits","AttributeDefinitions":[{"AttributeName":"place","AttributeType":"S"}],)"
        R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by-place","KeySchema":[)"
        R"({"AttributeName":"place","KeyType":"HASH"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}}]})");
}

TEST_F(TableAdmin, AnIndexOfAProvisionedTableHasAThroughput) {
    script({table(provisioned(bare())), changed(), table(described())});
    EXPECT_TRUE(run(admin.create_index<visits_by_place>()));
    EXPECT_NE(body(1).find(R"("ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5})"),
              std::string::npos);
}

TEST_F(TableAdmin, AnIndexThatIsThereIsNotAdded) {
    script({table(described())});
    EXPECT_FALSE(run(admin.create_index<visits_by_place>()));
}

TEST_F(TableAdmin, RemovesAnIndexAndWaitsUntilItIsGone) {
    script({table(described()), changed(), table(described()), table(bare())});
    EXPECT_TRUE(run(admin.delete_index<visits_by_place>()));
    EXPECT_EQ(bench.wire->unused(), 0u);
    EXPECT_EQ(
        body(1),
        R"({"TableName":"visits","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by-place"}}]})");
    script({table(bare())});
    EXPECT_FALSE(run(admin.delete_index("by-place")));
}

TEST_F(TableAdmin, SwitchesTimeToLive) {
    const attempt done = attempt::answer(R"({"TimeToLiveSpecification":{}})");
    script({ttl("DISABLED"), done});
    run(admin.enable_ttl());
    EXPECT_EQ(
        body(1),
        R"({"TableName":"visits","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}})");
    script({ttl("ENABLED", "other"), done});
    run(admin.disable_ttl());
    EXPECT_EQ(
        body(3),
        R"({"TableName":"visits","TimeToLiveSpecification":{"AttributeName":"other","Enabled":false}})");
    script({ttl("DISABLING")});
    run(admin.disable_ttl());
    script({ttl("ENABLED")});
    EXPECT_TRUE(run(admin.time_to_live()).is_on());
}

TEST_F(TableAdmin, ReadsAllPagesOfTags) {
    script({table(described()), attempt::answer(R"({"Tags":[{"Key":"a","Value":"1"}],"NextToken":"n"})"),
            attempt::answer(R"({"Tags":[{"Key":"b","Value":"2"}]})")});
    EXPECT_EQ(run(admin.tags()), (std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}}));
    EXPECT_EQ(body(1), R"({"ResourceArn":"arn:t"})");
    EXPECT_EQ(body(2), R"({"ResourceArn":"arn:t","NextToken":"n"})");
}

TEST_F(TableAdmin, SetsAndRemovesTags) {
    script({table(described()), attempt::answer("")});
    boost::asio::awaitable<void> call = [this] {
        const std::string key = "a key that lives until the call is made";
        const std::array tags{table_tag{.key = key, .value = "1"}, table_tag{.key = "b"}};
        return admin.set_tags(tags);
    }();
    run(std::move(call));
    EXPECT_EQ(
        body(1),
        R"({"ResourceArn":"arn:t","Tags":[{"Key":"a key that lives until the call is made","Value":"1"},)"
        R"({"Key":"b","Value":""}]})");
    script({table(described()), attempt::answer("")});
    run(admin.set_tag("c", "3"));
    EXPECT_EQ(body(3), R"({"ResourceArn":"arn:t","Tags":[{"Key":"c","Value":"3"}]})");
    script({table(described()), attempt::answer("")});
    run(admin.remove_tags("a", std::string("b")));
    EXPECT_EQ(body(5), R"({"ResourceArn":"arn:t","TagKeys":["a","b"]})");
    script({missing()});
    EXPECT_EQ(failure_of(admin.tags()).cause(), errc::resource_not_found);
}

TEST_F(TableAdmin, SwitchesPointInTimeRecovery) {
    const std::string on = R"({"ContinuousBackupsDescription":{"PointInTimeRecoveryDescription":)"
                           R"({"PointInTimeRecoveryStatus":"ENABLED","RecoveryPeriodInDays":7}}})";
    script({attempt::answer(on), attempt::answer(on), refusal("ContinuousBackupsUnavailableException")});
    EXPECT_EQ(run(admin.set_point_in_time_recovery(true, 7)).recovery_period_days, 7u);
    EXPECT_EQ(body(0), R"({"TableName":"visits","PointInTimeRecoverySpecification":)"
                       R"({"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":7}})");
    EXPECT_TRUE(run(admin.point_in_time_recovery()).point_in_time_recovery);
    EXPECT_EQ(failure_of(admin.set_point_in_time_recovery(false)).cause(),
              errc::continuous_backups_unavailable);
}

TEST_F(TableAdmin, MakesListsAndDeletesBackups) {
    script({attempt::answer(R"({"BackupDetails":{"BackupArn":"arn:b","BackupStatus":"CREATING"}})"),
            attempt::answer(R"({"BackupSummaries":[{"BackupArn":"1"}],"LastEvaluatedBackupArn":"1"})"),
            attempt::answer(R"({"BackupSummaries":[],"LastEvaluatedBackupArn":"2"})"),
            attempt::answer(R"({"BackupSummaries":[{"BackupArn":"3"}]})"),
            attempt::answer(R"({"BackupDescription":{}})"), refusal("BackupNotFoundException"),
            refusal("BackupInUseException")});
    EXPECT_EQ(run(admin.create_backup("nightly")).arn, "arn:b");
    EXPECT_EQ(body(0), R"({"TableName":"visits","BackupName":"nightly"})");
    const std::vector<backup_description> backups = run(admin.backups());
    ASSERT_EQ(backups.size(), 2u);
    EXPECT_EQ(backups[1].arn, "3");
    EXPECT_EQ(body(3), R"({"TableName":"visits","ExclusiveStartBackupArn":"2"})");
    EXPECT_TRUE(run(admin.delete_backup("arn:b")));
    EXPECT_FALSE(run(admin.delete_backup("arn:b")));
    EXPECT_EQ(failure_of(admin.delete_backup("arn:b")).cause(), errc::resource_in_use);
}

TEST_F(TableAdmin, RestoresIntoItsOwnTable) {
    script({changed(), missing(), table(described("", "CREATING")), table(described())});
    EXPECT_EQ(run(admin.restore_backup("arn:b")).status, table_status::active);
    EXPECT_EQ(body(0), R"({"TargetTableName":"visits","BackupArn":"arn:b"})");
    bench.wire->sent.clear();
    script({changed(), table(described())});
    run(admin.restore_from("older", {.overrides = {.billing_mode = billing_mode::pay_per_request}}));
    EXPECT_EQ(body(0),
              R"({"SourceTableName":"older","TargetTableName":"visits","UseLatestRestorableTime":true,)"
              R"("BillingModeOverride":"PAY_PER_REQUEST"})");
    script({refusal("TableAlreadyExistsException")});
    EXPECT_EQ(failure_of(admin.restore_from("older")).cause(), errc::resource_in_use);
    script({refusal("PointInTimeRecoveryUnavailableException")});
    EXPECT_EQ(failure_of(admin.restore_from("older")).cause(), errc::continuous_backups_unavailable);
    script({refusal("TableNotFoundException")});
    EXPECT_EQ(failure_of(admin.restore_from("older")).cause(), errc::resource_not_found);
}

TEST_F(TableAdmin, PlansAndAppliesAMissingTable) {
    script({missing()});
    const table_plan plan = run(admin.plan());
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan.differences()[0].remedy, table_remedy::create);
    bench.wire->sent.clear();
    script({changed(), table(described()), table(described()),
            attempt::answer(R"({"TimeToLiveSpecification":{}})"), table(described())});
    EXPECT_TRUE(run(admin.apply(plan)).empty());
    EXPECT_EQ(sent(),
              (names{"CreateTable", "DescribeTable", "DescribeTable", "UpdateTimeToLive", "DescribeTable"}));
}

TEST_F(TableAdmin, PlansNothingForATableThatIsAsWanted) {
    script(
        {table(described()), ttl("ENABLED"), attempt::answer(R"({"Tags":[{"Key":"team","Value":"red"}]})")});
    const table_plan plan = run(admin.plan());
    EXPECT_FALSE(plan) << plan.text();
    EXPECT_TRUE(run(admin.apply(plan)).empty());
    EXPECT_EQ(bench.wire->sent.size(), 3u);
}

TEST_F(TableAdmin, AppliesOneStepAfterTheOther) {
    script({table(bare(R"(,"DeletionProtectionEnabled":true)")), refusal("UnknownOperationException"),
            attempt::answer("{}")});
    const table_plan plan = run(admin.plan());
    EXPECT_EQ(plan.differences().size(), 4u) << plan.text();
    bench.wire->sent.clear();
    script({table(bare()), changed(), table(bare()), table(described()),  // the index
            table(described()), attempt::answer(R"({"TimeToLiveSpecification":{}})"), table(described()),
            table(described()), attempt::answer(""), table(described())});
    const std::vector<table_difference> left = run(admin.apply(plan));
    ASSERT_EQ(left.size(), 1u);
    EXPECT_EQ(left[0].what, table_aspect::deletion_protection);
    EXPECT_EQ(sent(),
              (names{"DescribeTable", "UpdateTable", "DescribeTable", "DescribeTable", "DescribeTable",
                     "UpdateTimeToLive", "DescribeTable", "DescribeTable", "TagResource", "DescribeTable"}));
}

TEST_F(TableAdmin, SendsNothingIfOnlyANewTableWouldDo) {
    std::string other = bare();
    other.replace(other.find(R"("AttributeType":"S")"), 19, R"("AttributeType":"N")");
    script({table(other), ttl("ENABLED"), attempt::answer("{}")});
    const table_plan plan = run(admin.plan());
    bench.wire->sent.clear();
    const failure why = failure_of(admin.apply(plan));
    EXPECT_EQ(why.cause(), errc::table_differs);
    EXPECT_NE(why.diagnostics().detail.find("hash key"), std::string::npos);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(TableAdmin, AFailureWhilePlanningIsThrown) {
    script({refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(admin.plan()).cause(), errc::access_denied);
    script({table(described()), refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(admin.plan()).cause(), errc::access_denied);
    script({table(described()), ttl("ENABLED"), refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(admin.plan()).cause(), errc::access_denied);
}

TEST_F(TableAdmin, IsForTablesWithoutAModelToo) {
    const table_admin<> any(db, "other");
    EXPECT_EQ(any.table_name(), "other");
    script({table(described())});
    EXPECT_TRUE(run(any.describe()).is_active());
    EXPECT_EQ(body(0), R"({"TableName":"other"})");
}

TEST_F(TableAdmin, ListsAllPagesOfTableNames) {
    script({attempt::answer(R"({"TableNames":["a","b"],"LastEvaluatedTableName":"b"})"),
            attempt::answer(R"({"TableNames":["c"]})")});
    EXPECT_EQ(run(table_names(db)), (names{"a", "b", "c"}));
    EXPECT_EQ(body(1), R"({"ExclusiveStartTableName":"b"})");
}

}  // namespace
}  // namespace dynaco::test::table_admin_test
