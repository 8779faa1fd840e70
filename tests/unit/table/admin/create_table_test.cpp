#include "unit/table/admin_bench.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

/// table<T>::create, delete_table and waiting.
namespace dynaco::test::create_table_test {
namespace {

using namespace std::chrono_literals;

struct Create : AdminBench {};

TEST_F(Create, MakesTheTableWaitsAndSwitchesTimeToLiveOn) {
    std::vector<table_status> seen;
    const auto watch = [&seen](const table_description& now) { seen.push_back(now.status); };
    script({missing(), changed(), missing(), table(described("", "CREATING")), table(described()),
            attempt::answer(R"({"TimeToLiveSpecification":{"Enabled":true}})")});
    EXPECT_TRUE(run(visits.create({.progress = watch})));
    EXPECT_EQ(sent(), (names{"DescribeTable", "CreateTable", "DescribeTable", "DescribeTable",
                             "DescribeTable", "UpdateTimeToLive"}))
        << "a new table has none";
    EXPECT_EQ(seen, (std::vector<table_status>{table_status::creating, table_status::active}));
    EXPECT_EQ(bench.world->sleeps.size(), 2u);
    EXPECT_EQ(
        body(5),
        R"({"TableName":"visits","TimeToLiveSpecification":{"AttributeName":"expires","Enabled":true}})");
}

TEST_F(Create, OptionsComeBeforeTheSchema) {
    script({missing(), changed(), table(described()),
            attempt::answer(R"({"TimeToLiveSpecification":{"Enabled":true}})")});
    EXPECT_TRUE(run(visits.create({.billing_mode = billing_mode::provisioned,
                                   .throughput = throughput{.read_capacity_units = 2},
                                   .stream = stream_view::keys_only,
                                   .table_class = table_class::standard_infrequent_access,
                                   .deletion_protection = true,
                                   .kms_key = "k",
                                   .resource_policy = "{}"})));
    for (
        const std::string_view part :
        {R"("BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":2,"WriteCapacityUnits":5})",
         R"("StreamViewType":"KEYS_ONLY")", R"("TableClass":"STANDARD_INFREQUENT_ACCESS")",
         R"("DeletionProtectionEnabled":true)", R"("KMSMasterKeyId":"k")", R"("ResourcePolicy":"{}")",
         R"("Tags":[{"Key":"team","Value":"red"}])"})
        EXPECT_NE(body(1).find(part), std::string::npos) << part << " in " << body(1);
}

TEST_F(Create, ATableThatIsThereGetsItsTimeToLiveToo) {
    script({table(described()), ttl("DISABLED"), attempt::answer(R"({"TimeToLiveSpecification":{}})")});
    EXPECT_FALSE(run(visits.create()));
    EXPECT_EQ(sent(), (names{"DescribeTable", "DescribeTimeToLive", "UpdateTimeToLive"}));
}

TEST_F(Create, TimeToLiveThatIsOnIsLeftAlone) {
    for (const char* const status : {"ENABLED", "ENABLING"}) {
        script({table(described()), ttl(status)});
        EXPECT_FALSE(run(visits.create()));
    }
    EXPECT_EQ(bench.wire->sent.size(), 4u);
}

TEST_F(Create, SomebodyElseMayHaveSwitchedTimeToLiveOn) {
    script({table(described()), ttl("DISABLED"), refusal("ValidationException"), ttl("ENABLING")});
    EXPECT_FALSE(run(visits.create()));
    script({table(described()), ttl("DISABLED"), refusal("ValidationException"), ttl("DISABLED")});
    EXPECT_EQ(failure_of(visits.create()).cause(), errc::validation_failed);
}

TEST_F(Create, TimeToLiveOfAnotherAttributeIsRefused) {
    script({table(described()), ttl("ENABLED", "other")});
    const failure why = failure_of(visits.create());
    EXPECT_EQ(why.cause(), errc::table_differs);
    EXPECT_TRUE(why.code() == condition::conflict);
    EXPECT_EQ(why.diagnostics().table, "visits");
    EXPECT_EQ(why.diagnostics().attribute_path, "expires");
}

TEST_F(Create, AServerWithoutTimeToLiveFailsUnlessThatIsAllowed) {
    script({table(described()), refusal("UnknownOperationException")});
    EXPECT_EQ(failure_of(visits.create()).cause(), errc::unknown_operation);
    script({table(described()), refusal("UnknownOperationException")});
    EXPECT_FALSE(run(visits.create({.ignore_missing_ttl_support = true})));
    script({table(described()), refusal("AccessDeniedException"), refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(visits.create({.ignore_missing_ttl_support = true})).cause(), errc::access_denied);
}

TEST_F(Create, OnePermissionOfTimeToLiveIsEnough) {
    script({table(described()), refusal("AccessDeniedException"),
            attempt::answer(R"({"TimeToLiveSpecification":{"Enabled":true}})")});
    EXPECT_FALSE(run(visits.create()));
    EXPECT_EQ(sent(), (names{"DescribeTable", "DescribeTimeToLive", "UpdateTimeToLive"}));
}

TEST_F(Create, SomebodyElseMayBeFaster) {
    script({missing(), refusal("ResourceInUseException"), table(described()), ttl("ENABLED")});
    EXPECT_FALSE(run(visits.create()));
}

TEST_F(Create, ATableThatIsBeingDeletedIsWaitedForAndMadeAnew) {
    script({table(described("", "DELETING")), table(described("", "DELETING")), missing(), changed(),
            table(described()), attempt::answer(R"({"TimeToLiveSpecification":{"Enabled":true}})")});
    EXPECT_TRUE(run(visits.create()));
    EXPECT_EQ(sent().at(3), "CreateTable");
}

TEST_F(Create, AFailureIsThrown) {
    script({refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(visits.create()).cause(), errc::access_denied);
    script({missing(), refusal("ValidationException")});
    EXPECT_EQ(failure_of(visits.create()).cause(), errc::validation_failed);
    script({missing(), changed(), refusal("AccessDeniedException")});
    EXPECT_EQ(failure_of(visits.create()).cause(), errc::access_denied);
}

TEST_F(Create, WaitsNoLongerThanItMay) {
    script({missing(), changed(), table(described("", "CREATING"))});
    const failure why = failure_of(visits.create({.timeout = 0ms}));
    EXPECT_EQ(why.cause(), errc::table_not_active);
    EXPECT_TRUE(why.code() == condition::timed_out);
    EXPECT_EQ(why.diagnostics().table, "visits");
    EXPECT_NE(why.diagnostics().detail.find("the table is being created"), std::string::npos);
}

TEST_F(Create, WhatProgressThrowsEndsTheCall) {
    const auto stop = [](const table_description&) { throw std::runtime_error("enough"); };
    script({missing(), changed(), table(described("", "CREATING"))});
    EXPECT_THROW(run(visits.create({.progress = stop})), std::runtime_error);
}

TEST_F(Create, AnIndexThatIsBeingFilledIsWaitedFor) {
    script({table(described("", "ACTIVE", R"(,"Backfilling":true)")), table(described()), ttl("ENABLED")});
    EXPECT_FALSE(run(visits.create()));
    EXPECT_EQ(bench.wire->sent.size(), 3u);
}

TEST_F(Create, WaitUntilActiveGivesTheTable) {
    script({missing(), table(described("", "UPDATING")), table(described())});
    EXPECT_EQ(run(admin.wait_until_active()).arn, "arn:t");
    script({missing()});
    EXPECT_EQ(failure_of(admin.wait_until_active({.timeout = 0ms})).cause(), errc::table_not_active);
}

TEST_F(Create, WaitUntilDeleted) {
    script({table(described("", "DELETING")), missing()});
    run(admin.wait_until_deleted());
    script({table(described())});
    EXPECT_EQ(failure_of(admin.wait_until_deleted({.timeout = 0ms})).cause(), errc::table_not_active);
}

TEST_F(Create, DeletingATableThatIsBeingDeletedWaits) {
    script({refusal("ResourceInUseException"), table(described("", "DELETING")),
            table(described("", "DELETING")), missing()});
    EXPECT_TRUE(run(visits.delete_table()));
    script({refusal("ResourceInUseException"), table(described("", "UPDATING"))});
    EXPECT_EQ(failure_of(visits.delete_table()).cause(), errc::resource_in_use);
}

}  // namespace
}  // namespace dynaco::test::create_table_test
