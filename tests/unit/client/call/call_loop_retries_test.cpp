#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::test::call_loop_retries_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using attempt = scripted_attempt;

struct repeated_case {
    const char* name;
    attempt first;
    milliseconds pause;  // half of the ceiling
};

class CallLoopRepeats : public testing::TestWithParam<repeated_case> {};

TEST_P(CallLoopRepeats, OneFailureThenSuccess) {
    call_bench b;
    const reply answer = b.read_succeeds({GetParam().first, sleeps(GetParam().pause), attempt::answer()});
    EXPECT_EQ(answer.attempts, 2);
    EXPECT_EQ(b.keys->loads, 2);
}

TEST_P(CallLoopRepeats, WritesAreRepeatedToo) {
    call_bench b;
    b.write_succeeds({GetParam().first, sleeps(GetParam().pause), attempt::answer()});
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
    EXPECT_EQ(b.read_fails({GetParam().first}).diagnostics().attempts, 1);
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopRepeats,
    testing::Values(
        repeated_case{"ResolveFailed", attempt::no_connection(errc::resolve_failed), 12ms},
        repeated_case{"ConnectFailed", attempt::no_connection(errc::connect_failed), 12ms},
        repeated_case{"ConnectTimedOut", attempt::no_connection(errc::connect_timed_out), 12ms},
        repeated_case{"TlsFailed", attempt::no_connection(errc::tls_failed), 12ms},
        repeated_case{"LostBeforeAnyByte", attempt::lost(), 12ms},
        repeated_case{"LostWithinTheReply", attempt::broken(errc::connection_lost, false), 12ms},
        repeated_case{"AttemptTimedOut", attempt::answer().exchange_takes(10s), 12ms},
        repeated_case{"NoHttp", attempt::broken(errc::malformed_reply, false), 12ms},
        repeated_case{"Html", attempt::answer("<html>hello</html>"), 12ms},
        repeated_case{"CutJson", attempt::answer(R"({"Item":{)"), 12ms},
        repeated_case{"WrongCrc", with_crc("1"), 12ms}, repeated_case{"MalformedCrc", with_crc("0x1"), 12ms},
        repeated_case{"Internal", attempt::service_error(500, "InternalServerError"), 12ms},
        repeated_case{"EmptyBadGateway", attempt::answer("", 502), 12ms},
        repeated_case{"HtmlUnavailable", attempt::answer("<html>503</html>", 503), 12ms},
        repeated_case{"GatewayTimeout", attempt::answer("{}", 504), 12ms},
        repeated_case{"ReplicatedWrite", attempt::service_error(400, "ReplicatedWriteConflictException"),
                      12ms},
        repeated_case{"Throughput", attempt::service_error(400, "ProvisionedThroughputExceededException"),
                      500ms},
        repeated_case{"Throttling", attempt::throttled(), 500ms},
        repeated_case{"RequestLimit", attempt::service_error(400, "RequestLimitExceeded"), 500ms},
        repeated_case{"Limit", attempt::service_error(400, "LimitExceededException"), 500ms},
        repeated_case{"InProgress", attempt::service_error(400, "TransactionInProgressException"), 750ms}),
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
        const failure why = b.fails(request, {GetParam().first});
        EXPECT_EQ(why.cause(), GetParam().cause) << why.text();
        EXPECT_EQ(why.diagnostics().attempts, 1);
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
    const attempt lost = attempt::lost();
    call_bench b;
    EXPECT_EQ(b.read_fails({lost, sleeps(12ms), lost, sleeps(25ms), lost, sleeps(50ms), lost}).cause(),
              errc::connection_lost);

    const attempt throttled = attempt::throttled();
    call_bench slow;
    const failure why = slow.read_fails(
        {throttled, sleeps(500ms), throttled, sleeps(1000ms), throttled, sleeps(2000ms), throttled});
    EXPECT_EQ(why.cause(), errc::throttling);
    EXPECT_EQ(why.diagnostics().service_code, "ThrottlingException");
    EXPECT_EQ(why.diagnostics().service_message, "as scripted");
    EXPECT_EQ(why.diagnostics().request_id, "REQUEST");
    EXPECT_EQ(why.diagnostics().http_status, 400);
    EXPECT_EQ(why.diagnostics().times.backoff, 3500ms);
}

TEST(CallLoop, HonoursRetryAfter) {
    const auto asking = [](const char* time) {
        return attempt::service_error(500, "InternalServerError").with([time](wire::response& r) {
            r.retry_after = time;
        });
    };
    call_bench b;
    b.read_succeeds({asking("1500"), sleeps(1500ms), asking("0"), sleeps(25ms), asking("60000"),
                     sleeps(5050ms), attempt::answer()});
}

TEST(CallLoop, QuotaEndsRepetitions) {
    const attempt lost = attempt::lost();
    call_bench b({.retry = {.max_attempts = 2}});
    for (int call = 0; call < 35; ++call)  // 35 × 14 = 490 of 500
        ASSERT_EQ(b.read_fails({lost, sleeps(12ms), lost}).diagnostics().attempts, 2) << call;
    const failure why = b.read_fails({lost});
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(why.cause(), errc::connection_lost);
    for (int call = 0; call < 4; ++call) b.read_succeeds({attempt::answer()});  // each returns one token
    b.read_succeeds({lost, sleeps(12ms), attempt::answer()});
}

TEST(CallLoop, SuccessAfterRepetitionRefundsTheQuota) {
    call_bench b;
    for (int call = 0; call < 100; ++call) {
        b.read_succeeds({attempt::lost(), sleeps(12ms), attempt::answer()});
        ASSERT_FALSE(testing::Test::HasFailure()) << call;
    }
}

}  // namespace
}  // namespace dynaco::test::call_loop_retries_test
