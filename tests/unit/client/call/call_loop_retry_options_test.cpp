#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>

/// The settings of retry_policy and call_options for retries.
namespace dynaco::test::call_loop_retry_options_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

const attempt lost = attempt::broken(errc::connection_lost);

encoded_request transaction() {
    encoded_request r = call_bench::write();
    r.info = {.name = "TransactWriteItems", .writes = true, .idempotent = true};
    return r;
}

attempt canceled(const std::string& reasons) {
    return attempt::answer(
        R"({"__type":"TransactionCanceledException","CancellationReasons":[)" + reasons + "]}", 400);
}
const attempt conflict = canceled(R"({"Code":"None"},{"Code":"TransactionConflict"})");
const attempt throttled = canceled(R"({"Code":"ThrottlingError"},{"Code":"None"})");
const attempt fatal = canceled(R"({"Code":"TransactionConflict"},{"Code":"ConditionalCheckFailed"})");

TEST(CallLoop, VersionTwoOfTheStandardMode) {
    call_bench b({.retry = {.mode = retry_mode::standard_2_0}});
    const attempt asking = attempt::service_error(500, "InternalServerError").with([](wire::response& r) {
        r.retry_after = "9";
    });
    b.wire->script({asking, lost, lost});
    EXPECT_EQ(b.fail_read().diagnostics().attempts, 3);
    EXPECT_EQ(b.world->sleeps, ms({500, 1000}));
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=3");
}

TEST(CallLoop, AttemptsOfACallAreItsOwn) {
    call_bench b;
    b.wire->script({lost, lost});
    EXPECT_EQ(b.fail_read({.max_attempts = 2}).diagnostics().attempts, 2);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=2");
    b.wire->script({lost, lost, lost, lost, lost, lost});
    EXPECT_EQ(b.fail_read({.max_attempts = 6}).diagnostics().attempts, 6);
    b.wire->script({lost, lost, lost, lost});
    EXPECT_EQ(b.fail_read({.max_attempts = -1}).diagnostics().attempts, 4) << "not said";
}

TEST(CallLoop, AmbiguousWritesEndAtOnceIfSoWished) {
    for (const attempt& first :
         {lost, attempt::broken(errc::connection_lost, false), attempt::answer().exchange_takes(seconds(10)),
          attempt::answer("<html/>"), with_crc("1"), attempt::service_error(500, "InternalServerError")}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.wire->script({first});
        const failure why = b.fail_write();
        EXPECT_EQ(why.cause(), errc::outcome_unknown) << why.text();
        EXPECT_EQ(why.diagnostics().attempts, 1);
        EXPECT_FALSE(why.diagnostics().retry_quota_spent);
        EXPECT_TRUE(b.world->sleeps.empty());
    }
}

TEST(CallLoop, WhatWasNotAppliedIsRepeatedEvenThen) {
    for (const attempt& first :
         {attempt::no_connection(errc::connect_failed), attempt::service_error(400, "ThrottlingException")}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.wire->script({first, attempt::answer()});
        EXPECT_TRUE(b.call(call_bench::write()));
    }
}

TEST(CallLoop, ReadsAndTokensAreNeverAmbiguous) {
    for (const encoded_request& request : {call_bench::read(), transaction()}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.wire->script({lost, attempt::answer()});
        EXPECT_TRUE(b.call(request)) << request.info.name;
    }
}

// The peer nearly always closed the connection before the request arrived, but this is not certain.
TEST(CallLoop, AStaleConnectionMakesAWriteAmbiguousToo) {
    const attempt stale = lost.on_used_connection();
    call_bench b({.retry = {.retry_ambiguous_writes = false}});
    b.wire->script({stale});
    EXPECT_EQ(b.fail_write().cause(), errc::outcome_unknown);
    EXPECT_EQ(b.wire->dropped_idle, 1) << "the other idle connections are not better";
    b.wire->script({stale, attempt::answer(), stale, attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
    EXPECT_TRUE(b.call(transaction()));
}

TEST(CallLoop, AmbiguityIsUpToTheCall) {
    call_bench b;
    b.wire->script({lost});
    EXPECT_EQ(b.fail_write({.retry_ambiguous_writes = false}).cause(), errc::outcome_unknown);
    call_bench careful({.retry = {.retry_ambiguous_writes = false}});
    careful.wire->script({lost, attempt::answer()});
    EXPECT_TRUE(careful.call(call_bench::write(), {.retry_ambiguous_writes = true}));
}

TEST(CallLoop, ConflictsOfTransactionsAreRepeatedOnRequest) {
    const attempt single = attempt::service_error(400, "TransactionConflictException");
    call_bench b({.retry = {.retry_transaction_conflicts = true}});
    b.wire->script({conflict, throttled, attempt::answer()});
    EXPECT_TRUE(b.call(transaction()));
    EXPECT_EQ(b.world->sleeps, ms({12, 1000})) << "throttling waits longer";
    EXPECT_EQ(b.wire->sent.at(0).body, b.wire->sent.at(2).body);
    b.wire->script({single, attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::write()));
    b.wire->script({fatal});
    EXPECT_EQ(b.fail(transaction()).cause(), errc::transaction_canceled);
    b.wire->script({conflict});
    EXPECT_EQ(b.fail(transaction(), {.retry_transaction_conflicts = false}).diagnostics().attempts, 1);
}

TEST(CallLoop, ConflictsAreUpToTheCall) {
    call_bench b;
    b.wire->script({throttled});
    const failure why = b.fail(transaction());
    EXPECT_EQ(why.cause(), errc::transaction_throttled);
    EXPECT_EQ(why.code(), make_error_condition(condition::throttled));
    EXPECT_EQ(why.diagnostics().attempts, 1);
    b.wire->script({conflict, attempt::answer()});
    EXPECT_TRUE(b.call(transaction(), {.retry_transaction_conflicts = true}));
}

TEST(CallLoop, ATransactionUnderWayIsAskedForAgainAfterFiveSeconds) {
    const attempt under_way = attempt::service_error(400, "TransactionInProgressException");
    call_bench b;
    b.wire->script({under_way, under_way, under_way, attempt::answer()});
    EXPECT_TRUE(b.call(transaction()));
    EXPECT_EQ(b.world->sleeps, ms({750, 1500, 3000}));
    for (const sent_request& each : b.wire->sent) EXPECT_EQ(each.body, b.wire->sent.front().body);
}

TEST(CallLoop, ATransactionFoundUnderWayByTheLastAttemptGetsOneMore) {
    const attempt under_way = attempt::service_error(400, "TransactionInProgressException");
    call_bench b;
    b.wire->script({lost, lost, lost, under_way, attempt::answer()});
    const result<reply> answer = b.call(transaction());
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->attempts, 5);
    EXPECT_TRUE(b.wire->sent.at(4).header("amz-sdk-request").ends_with("; attempt=5; max=5"));
}

TEST(CallLoop, SaysWhenTheQuotaEndsACall) {
    call_bench b({.retry = {.max_attempts = 2}});
    for (int call = 0; call < 35; ++call) {
        b.wire->script({lost, lost});
        EXPECT_FALSE(b.fail_read().diagnostics().retry_quota_spent);
    }
    b.wire->script({lost});
    const failure why = b.fail_read();
    EXPECT_TRUE(why.diagnostics().retry_quota_spent);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_NE(why.text().find("the retry quota is used up"), std::string::npos) << why.text();
}

TEST(CallLoop, APauseBeyondTheDeadlineTakesNothingOfTheQuota) {
    call_bench b({.retry = {.max_attempts = 2}});
    for (int call = 0; call < 1000; ++call) {
        b.wire->script({attempt::service_error(400, "ThrottlingException")});
        ASSERT_EQ(b.fail_read({.deadline = milliseconds(400)}).cause(), errc::throttling);
    }
    b.wire->script({lost, attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
}

TEST(CallLoop, LaterAttemptsTellUntilWhenTheyWait) {
    call_bench b;
    b.wire->script({attempt::service_error(400, "ThrottlingException"),
                    attempt::service_error(400, "ThrottlingException"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read(), {.deadline = seconds(8), .attempt_timeout = seconds(7)}));
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=4");
    EXPECT_EQ(b.wire->sent.at(1).header("amz-sdk-request"), "ttl=20260101T000007Z; attempt=2; max=4");
    EXPECT_EQ(b.wire->sent.at(2).header("amz-sdk-request"), "ttl=20260101T000008Z; attempt=3; max=4")
        << "6.5 s are left of the call's time after 1.5 s";
}

TEST(CallLoop, TellsItsRetryModeToTheService) {
    const auto user_agent = [](const client_options& options) {
        call_bench b(options);
        b.wire->script({attempt::answer()});
        EXPECT_TRUE(b.call(call_bench::read()));
        return b.wire->sent.at(0).header("user-agent");
    };
    EXPECT_TRUE(user_agent({}).ends_with(" m/E cfg/retry-mode#standard"));
    EXPECT_TRUE(user_agent({.app_id = "shop"}).ends_with(" m/E cfg/retry-mode#standard app/shop"));
    EXPECT_TRUE(
        user_agent({.retry = {.mode = retry_mode::adaptive}}).ends_with(" m/F cfg/retry-mode#adaptive"));
    EXPECT_TRUE(
        user_agent({.retry = {.mode = retry_mode::standard_2_0}}).ends_with(" m/E cfg/retry-mode#standard"));
}

}  // namespace
}  // namespace dynaco::test::call_loop_retry_options_test
