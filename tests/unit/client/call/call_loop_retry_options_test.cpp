#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>

/// The settings of retry_policy and call_options for retries.
namespace dynaco::test::call_loop_retry_options_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

const attempt lost = attempt::lost();

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
    EXPECT_EQ(b.read_fails({asking, sleeps(500ms), lost, sleeps(1000ms), lost}).diagnostics().attempts, 3);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=3");
}

TEST(CallLoop, AttemptsOfACallAreItsOwn) {
    call_bench b;
    EXPECT_EQ(b.read_fails({lost, sleeps(12ms), lost}, {.max_attempts = 2}).diagnostics().attempts, 2);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=2");
    b.wire->script({lost, lost, lost, lost, lost, lost});
    EXPECT_EQ(b.fail_read({.max_attempts = 6}).diagnostics().attempts, 6);
    b.wire->script({lost, lost, lost, lost});
    EXPECT_EQ(b.fail_read({.max_attempts = -1}).diagnostics().attempts, 4) << "not said";
}

TEST(CallLoop, AmbiguousWritesEndAtOnceIfSoWished) {
    for (const attempt& first :
         {lost, attempt::broken(errc::connection_lost, false), attempt::answer().exchange_takes(10s),
          attempt::answer("<html/>"), with_crc("1"), attempt::service_error(500, "InternalServerError")}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        const failure why = b.write_fails({first});
        EXPECT_EQ(why.cause(), errc::outcome_unknown) << why.text();
        EXPECT_EQ(why.diagnostics().attempts, 1);
        EXPECT_FALSE(why.diagnostics().retry_quota_spent);
    }
}

TEST(CallLoop, WhatWasNotAppliedIsRepeatedEvenThen) {
    for (const attempt& first : {attempt::no_connection(errc::connect_failed), attempt::throttled()}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.wire->script({first, attempt::answer()});
        EXPECT_TRUE(b.call(call_bench::write()));
    }
}

TEST(CallLoop, ReadsAndTokensAreNeverAmbiguous) {
    for (const encoded_request& request : {call_bench::read(), transaction()}) {
        call_bench b({.retry = {.retry_ambiguous_writes = false}});
        b.succeeds(request, {lost, sleeps(12ms), attempt::answer()});
    }
}

// The peer nearly always closed the connection before the request arrived, but this is not certain.
TEST(CallLoop, AStaleConnectionMakesAWriteAmbiguousToo) {
    const attempt stale = attempt::stale();
    call_bench b({.retry = {.retry_ambiguous_writes = false}});
    EXPECT_EQ(b.write_fails({stale, drops_idle_connections()}).cause(), errc::outcome_unknown);
    b.read_succeeds({stale, drops_idle_connections(), attempt::answer()});
    b.succeeds(transaction(), {stale, drops_idle_connections(), attempt::answer()});
}

TEST(CallLoop, AmbiguityIsUpToTheCall) {
    call_bench b;
    EXPECT_EQ(b.write_fails({lost}, {.retry_ambiguous_writes = false}).cause(), errc::outcome_unknown);
    call_bench careful({.retry = {.retry_ambiguous_writes = false}});
    careful.write_succeeds({lost, sleeps(12ms), attempt::answer()}, {.retry_ambiguous_writes = true});
}

TEST(CallLoop, ConflictsOfTransactionsAreRepeatedOnRequest) {
    const attempt single = attempt::service_error(400, "TransactionConflictException");
    call_bench b({.retry = {.retry_transaction_conflicts = true}});
    b.succeeds(transaction(), {conflict, sleeps(12ms), throttled, sleeps(1000ms), attempt::answer()});
    EXPECT_EQ(b.wire->sent.at(0).body, b.wire->sent.at(2).body);
    b.write_succeeds({single, sleeps(12ms), attempt::answer()});
    EXPECT_EQ(b.fails(transaction(), {fatal}).cause(), errc::transaction_canceled);
    const call_options once{.retry_transaction_conflicts = false};
    EXPECT_EQ(b.fails(transaction(), {conflict}, once).diagnostics().attempts, 1);
}

TEST(CallLoop, ConflictsAreUpToTheCall) {
    call_bench b;
    const failure why = b.fails(transaction(), {throttled});
    EXPECT_EQ(why.cause(), errc::transaction_throttled);
    EXPECT_EQ(why.code(), make_error_condition(condition::throttled));
    EXPECT_EQ(why.diagnostics().attempts, 1);
    b.succeeds(transaction(), {conflict, sleeps(12ms), attempt::answer()},
               {.retry_transaction_conflicts = true});
}

TEST(CallLoop, ATransactionUnderWayIsSentAgainForFiveSeconds) {
    const attempt under_way = attempt::service_error(400, "TransactionInProgressException");
    call_bench b;
    b.succeeds(transaction(), {under_way, sleeps(750ms), under_way, sleeps(1500ms), under_way, sleeps(3000ms),
                               attempt::answer()});
    for (const sent_request& each : b.wire->sent) EXPECT_EQ(each.body, b.wire->sent.front().body);
}

TEST(CallLoop, ATransactionFoundUnderWayByTheLastAttemptGetsOneMore) {
    const attempt under_way = attempt::service_error(400, "TransactionInProgressException");
    call_bench b;
    const reply answer =
        b.succeeds(transaction(), {lost, sleeps(12ms), lost, sleeps(25ms), lost, sleeps(50ms), under_way,
                                   sleeps(6000ms), attempt::answer()});
    EXPECT_EQ(answer.attempts, 5);
    EXPECT_TRUE(b.wire->sent.at(4).header("amz-sdk-request").ends_with("; attempt=5; max=5"));
}

TEST(CallLoop, SaysWhenTheQuotaEndsACall) {
    call_bench b({.retry = {.max_attempts = 2}});
    for (int call = 0; call < 35; ++call)
        EXPECT_FALSE(b.read_fails({lost, sleeps(12ms), lost}).diagnostics().retry_quota_spent);
    const failure why = b.read_fails({lost});
    EXPECT_TRUE(why.diagnostics().retry_quota_spent);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_NE(why.text().find("the retry quota is used up"), std::string::npos) << why.text();
}

TEST(CallLoop, APauseBeyondTheDeadlineTakesNothingOfTheQuota) {
    call_bench b({.retry = {.max_attempts = 2}});
    for (int call = 0; call < 1000; ++call)
        ASSERT_EQ(b.read_fails({attempt::throttled()}, {.deadline = 400ms}).cause(), errc::throttling);
    b.read_succeeds({lost, sleeps(12ms), attempt::answer()});
}

TEST(CallLoop, LaterAttemptsTellUntilWhenTheyWait) {
    call_bench b;
    b.read_succeeds(
        {attempt::throttled(), sleeps(500ms), attempt::throttled(), sleeps(1000ms), attempt::answer()},
        {.deadline = 8s, .attempt_timeout = 7s});
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
