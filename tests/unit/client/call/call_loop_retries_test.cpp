#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_retries_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

struct repeated_case {
    const char* name;
    attempt first;
    int delay_ms;  // half of the ceiling
};

class CallLoopRepeats : public testing::TestWithParam<repeated_case> {};

TEST_P(CallLoopRepeats, OneFailureThenSuccess) {
    call_bench b;
    b.wire->script({GetParam().first, attempt::answer()});
    const result<reply> answer = b.call(call_bench::read());
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->attempts, 2);
    EXPECT_EQ(b.world->sleeps, ms({GetParam().delay_ms}));
    EXPECT_EQ(b.keys->asked, 2);
    EXPECT_EQ(b.wire->acquired, 2);
}

TEST_P(CallLoopRepeats, WritesAreRepeatedToo) {
    call_bench b;
    b.wire->script({GetParam().first, attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::write()));
    EXPECT_EQ(b.world->sleeps, ms({GetParam().delay_ms}));
}

TEST_P(CallLoopRepeats, GivesUpAfterAllAttempts) {
    call_bench b({.retry = {.max_attempts = 3}});
    b.wire->script({GetParam().first, GetParam().first, GetParam().first});
    const failure why = b.fail_read();
    EXPECT_EQ(why.diagnostics().attempts, 3);
    EXPECT_EQ(why.diagnostics().operation, "GetItem");
    EXPECT_EQ(why.diagnostics().endpoint, "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(b.world->sleeps.size(), 2U);
    EXPECT_EQ(b.wire->unused(), 0U);
    EXPECT_NE(why.text().find("GetItem on table \"accounts\""), std::string::npos) << why.text();
    EXPECT_NE(why.text().find("attempts"), std::string::npos) << why.text();
}

TEST_P(CallLoopRepeats, NotIfOneAttemptIsAll) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({GetParam().first});
    EXPECT_EQ(b.fail_read().diagnostics().attempts, 1);
    EXPECT_TRUE(b.world->sleeps.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopRepeats,
    testing::Values(
        repeated_case{"ResolveFailed", attempt::no_connection(errc::resolve_failed), 12},
        repeated_case{"ConnectFailed", attempt::no_connection(errc::connect_failed), 12},
        repeated_case{"ConnectTimedOut", attempt::no_connection(errc::connect_timed_out), 12},
        repeated_case{"TlsFailed", attempt::no_connection(errc::tls_failed), 12},
        repeated_case{"LostBeforeAnyByte", attempt::broken(errc::connection_lost), 12},
        repeated_case{"LostWithinTheReply", attempt::broken(errc::connection_lost, false), 12},
        repeated_case{"AttemptTimedOut", attempt::answer().exchange_takes(seconds(10)), 12},
        repeated_case{"NoHttp", attempt::broken(errc::malformed_reply, false), 12},
        repeated_case{"Html", attempt::answer("<html>hello</html>"), 12},
        repeated_case{"CutJson", attempt::answer(R"({"Item":{)"), 12},
        repeated_case{"WrongCrc", with_crc("1"), 12}, repeated_case{"MalformedCrc", with_crc("0x1"), 12},
        repeated_case{"Internal", attempt::service_error(500, "InternalServerError"), 12},
        repeated_case{"EmptyBadGateway", attempt::answer("", 502), 12},
        repeated_case{"HtmlUnavailable", attempt::answer("<html>503</html>", 503), 12},
        repeated_case{"GatewayTimeout", attempt::answer("{}", 504), 12},
        repeated_case{"ReplicatedWrite", attempt::service_error(400, "ReplicatedWriteConflictException"), 12},
        repeated_case{"Throughput", attempt::service_error(400, "ProvisionedThroughputExceededException"),
                      500},
        repeated_case{"Throttling", attempt::service_error(400, "ThrottlingException"), 500},
        repeated_case{"RequestLimit", attempt::service_error(400, "RequestLimitExceeded"), 500},
        repeated_case{"Limit", attempt::service_error(400, "LimitExceededException"), 500},
        repeated_case{"InProgress", attempt::service_error(400, "TransactionInProgressException"), 750}),
    [](const auto& tried) { return std::string(tried.param.name); });

struct final_case {
    const char* name;
    attempt first;
    errc cause;
};

class CallLoopDoesNotRepeat : public testing::TestWithParam<final_case> {};

TEST_P(CallLoopDoesNotRepeat, OnlyOneAttempt) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.wire->script({GetParam().first});
        const failure why = b.fail(request);
        EXPECT_EQ(why.cause(), GetParam().cause) << why.text();
        EXPECT_EQ(why.diagnostics().attempts, 1);
        EXPECT_TRUE(b.world->sleeps.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopDoesNotRepeat,
    testing::Values(
        final_case{"Certificate", attempt::no_connection(errc::certificate_rejected),
                   errc::certificate_rejected},
        final_case{"PoolTimedOut", attempt::no_connection(errc::pool_timed_out), errc::pool_timed_out},
        final_case{"Closed", attempt::no_connection(errc::client_closed), errc::client_closed},
        final_case{"Condition", attempt::service_error(400, "ConditionalCheckFailedException"),
                   errc::conditional_check_failed},
        final_case{"Validation", attempt::service_error(400, "ValidationException"), errc::validation_failed},
        final_case{"NotFound", attempt::service_error(400, "ResourceNotFoundException"),
                   errc::resource_not_found},
        final_case{"Denied", attempt::service_error(400, "AccessDeniedException"), errc::access_denied},
        final_case{"Conflict", attempt::service_error(400, "TransactionConflictException"),
                   errc::transaction_conflict},
        final_case{"Canceled", attempt::service_error(400, "TransactionCanceledException"),
                   errc::transaction_canceled},
        final_case{"InternalWith400", attempt::service_error(400, "InternalServerError"),
                   errc::internal_server_error},
        final_case{"Unknown", attempt::service_error(400, "NovelException"), errc::service_error},
        final_case{"Empty404", attempt::answer("{}", 404), errc::service_error}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(CallLoop, PausesGrow) {
    call_bench b;
    const attempt lost = attempt::broken(errc::connection_lost);
    b.wire->script({lost, lost, lost, lost});
    EXPECT_EQ(b.fail_read().cause(), errc::connection_lost);
    EXPECT_EQ(b.world->sleeps, ms({12, 25, 50}));

    call_bench slow;
    const attempt throttled = attempt::service_error(400, "ThrottlingException");
    slow.wire->script({throttled, throttled, throttled, throttled});
    const failure why = slow.fail_read();
    EXPECT_EQ(why.cause(), errc::throttling);
    EXPECT_EQ(why.diagnostics().service_code, "ThrottlingException");
    EXPECT_EQ(why.diagnostics().service_message, "as scripted");
    EXPECT_EQ(why.diagnostics().request_id, "REQUEST");
    EXPECT_EQ(why.diagnostics().http_status, 400);
    EXPECT_EQ(slow.world->sleeps, ms({500, 1000, 2000}));
    EXPECT_EQ(why.diagnostics().times.backoff, milliseconds(3500));
}

TEST(CallLoop, HonoursRetryAfter) {
    const auto asking = [](const char* time) {
        return attempt::service_error(500, "InternalServerError").with([time](wire::response& r) {
            r.retry_after = time;
        });
    };
    call_bench b;
    b.wire->script({asking("1500"), asking("0"), asking("60000"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.world->sleeps, ms({1500, 25, 5050}));
}

TEST(CallLoop, QuotaEndsRepetitions) {
    call_bench b({.retry = {.max_attempts = 2}});
    const attempt lost = attempt::broken(errc::connection_lost);
    for (int call = 0; call < 35; ++call) {  // 35 × 14 = 490 of 500
        b.wire->script({lost, lost});
        ASSERT_EQ(b.fail_read().diagnostics().attempts, 2) << call;
    }
    b.wire->script({lost});
    const failure why = b.fail_read();
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(why.cause(), errc::connection_lost);
    for (int call = 0; call < 4; ++call) {  // each success returns one token
        b.wire->script({attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read()));
    }
    b.wire->script({lost, attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::read()));
}

TEST(CallLoop, SuccessAfterRepetitionRefundsTheQuota) {
    call_bench b;
    for (int call = 0; call < 100; ++call) {
        b.wire->script({attempt::broken(errc::connection_lost), attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read())) << call;
    }
}

}  // namespace
}  // namespace dynaco::test::call_loop_retries_test
