#include "unit/client/call_bench.hpp"
#include "wire/crc32.hpp"

#include <dynaco/sigv4/sign.hpp>

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace dynaco::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using attempt = scripted_attempt;

std::vector<milliseconds> ms(std::initializer_list<int> times) {
    std::vector<milliseconds> all;
    for (const int each : times) all.emplace_back(each);
    return all;
}

TEST(CallLoop, GivesTheReply) {
    call_bench b;
    b.wire->script({attempt::answer(R"({"Item":{}})")});
    const result<reply> answer = b.call(call_bench::read());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, R"({"Item":{}})");
    EXPECT_EQ(answer->info.name, "GetItem");
    EXPECT_EQ(answer->table, "accounts");
    EXPECT_EQ(answer->endpoint, "https://dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(answer->request_id, "REQUEST");
    EXPECT_EQ(answer->http_status, 200);
    EXPECT_EQ(answer->attempts, 1);
    EXPECT_EQ(b.wire->given_back, 1);
    EXPECT_EQ(b.wire->thrown_away, 0);
    EXPECT_TRUE(b.world->sleeps.empty());
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(CallLoop, SendsTheBodyAsItIs) {
    call_bench b;
    b.wire->script({attempt::answer()});
    const encoded_request request = call_bench::read();
    ASSERT_TRUE(b.call(request));
    EXPECT_EQ(b.wire->sent.at(0).body, request.body);
    EXPECT_EQ(b.wire->sent.at(0).header("content-length"), std::to_string(request.body.size()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-amz-target"), "DynamoDB_20120810.GetItem");
    EXPECT_EQ(b.wire->sent.at(0).header("host"), "dynamodb.eu-west-1.amazonaws.com");
    EXPECT_EQ(b.wire->sent.at(0).header("content-type"), "application/x-amz-json-1.0");
    EXPECT_TRUE(b.wire->sent.at(0).head.starts_with("POST / HTTP/1.1\r\n"));
    EXPECT_TRUE(b.wire->sent.at(0).head.ends_with("\r\n\r\n"));
    EXPECT_FALSE(b.wire->sent.at(0).has("transfer-encoding"));
}

TEST(CallLoop, RefusedRequestsAreNotSent) {
    call_bench b;
    encoded_request request = call_bench::write();
    request.refused = failure(errc::item_too_large, {.detail = "500000 bytes"});
    const failure why = b.fail(std::move(request));
    EXPECT_EQ(why.cause(), errc::item_too_large);
    EXPECT_EQ(why.diagnostics().operation, "PutItem");
    EXPECT_EQ(why.diagnostics().table, "accounts");
    EXPECT_EQ(why.diagnostics().attempts, 0);
    EXPECT_EQ(b.wire->acquired, 0);
    EXPECT_EQ(b.keys->asked, 0);
}

// --- retries ---

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
    EXPECT_NE(why.text().find("attempts 3"), std::string::npos) << why.text();
}

TEST_P(CallLoopRepeats, NotIfOneAttemptIsAll) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({GetParam().first});
    EXPECT_EQ(b.fail_read().diagnostics().attempts, 1);
    EXPECT_TRUE(b.world->sleeps.empty());
}

attempt with_crc(const std::string& value) {
    return attempt::answer().with([&value](wire::response& r) { r.crc32 = value; });
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
        repeated_case{"InProgress", attempt::service_error(400, "TransactionInProgressException"), 500}),
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
    for (int call = 0; call < 4; ++call) {  // each success brings one back
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

// --- connections ---

TEST(CallLoop, StaleConnectionIsReplacedUnseen) {
    call_bench b;
    const attempt stale = attempt::broken(errc::connection_lost).on_used_connection();
    b.wire->script({stale, attempt::answer()});
    const result<reply> answer = b.call(call_bench::read());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->attempts, 1);
    EXPECT_TRUE(b.world->sleeps.empty());
    EXPECT_EQ(b.wire->dropped_idle, 1);
    EXPECT_EQ(b.wire->thrown_away, 1);
    EXPECT_EQ(b.wire->sent.at(0).header("amz-sdk-request"), "attempt=1; max=4");
    EXPECT_EQ(b.wire->sent.at(1).header("amz-sdk-request"), "attempt=1; max=4");
}

TEST(CallLoop, ReplacingStaleConnectionsEnds) {
    call_bench b({.retry = {.max_attempts = 1}});
    const attempt stale = attempt::broken(errc::connection_lost).on_used_connection();
    b.wire->script(std::vector<attempt>(9, stale));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::connection_lost);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(b.wire->thrown_away, 9);
}

TEST(CallLoop, OnlyAUsedConnectionWithoutAReplyIsStale) {
    for (const attempt& broken : {attempt::broken(errc::connection_lost),
                                  attempt::broken(errc::connection_lost, false).on_used_connection(),
                                  attempt::broken(errc::malformed_reply).on_used_connection()}) {
        call_bench b;
        b.wire->script({broken, attempt::answer()});
        const result<reply> answer = b.call(call_bench::read());
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->attempts, 2);
        EXPECT_EQ(b.wire->dropped_idle, 0);
    }
}

TEST(CallLoop, WrongCrcThrowsTheConnectionAway) {
    call_bench b;
    const std::string right = std::to_string(wire::crc32("{}"));
    b.wire->script({with_crc("1"), with_crc(right)});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->thrown_away, 1);
    EXPECT_EQ(b.wire->given_back, 1);

    call_bench always;
    always.wire->script(std::vector<attempt>(4, with_crc("1")));
    const failure why = always.fail_read();
    EXPECT_EQ(why.cause(), errc::checksum_mismatch);
    EXPECT_EQ(always.wire->thrown_away, 4);
}

TEST(CallLoop, HtmlIsNoSuccess) {
    call_bench b;
    b.wire->script(
        std::vector<attempt>(4, attempt::answer("<html><body>Welcome to the hotel</body></html>")));
    const failure why = b.fail_read();
    EXPECT_EQ(why.cause(), errc::malformed_reply);
    EXPECT_EQ(why.diagnostics().attempts, 4);
    EXPECT_NE(why.text().find("Welcome to the hotel"), std::string::npos);
    EXPECT_NE(why.text().find("proxy"), std::string::npos) << why.text();
}

TEST(CallLoop, ErrorRepliesKeepTheConnection) {
    call_bench b;
    b.wire->script({attempt::service_error(500, "InternalServerError"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->given_back, 2);
}

TEST(CallLoop, NoConnectionIsHeldDuringAPause) {
    call_bench b;
    int out_at_sleep = -1;
    b.world->on_sleep = [&] { out_at_sleep = b.wire->acquired - b.wire->given_back - b.wire->thrown_away; };
    b.wire->script({attempt::service_error(500, "InternalServerError"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(out_at_sleep, 0);
}

// --- the outcome of writes ---

struct unknown_case {
    const char* name;
    attempt first;
    bool unknown;  // whether a write may have been applied
};

class CallLoopOutcome : public testing::TestWithParam<unknown_case> {};

TEST_P(CallLoopOutcome, OfAWriteAfterADefiniteFailure) {
    for (const attempt& last : {attempt::service_error(400, "ConditionalCheckFailedException"),
                                attempt::no_connection(errc::pool_timed_out)}) {
        call_bench b;
        b.wire->script({GetParam().first, last});
        const failure why = b.fail_write();
        EXPECT_EQ(why.cause() == errc::outcome_unknown, GetParam().unknown) << why.text();
        EXPECT_FALSE(why.diagnostics().detail.empty() && why.diagnostics().service_code.empty());
    }
}

TEST_P(CallLoopOutcome, OfAWriteAtTheEndOfItsAttempts) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({GetParam().first});
    const failure why = b.fail_write();
    EXPECT_EQ(why.cause() == errc::outcome_unknown, GetParam().unknown) << why.text();
}

TEST_P(CallLoopOutcome, OfAReadIsNeverUnknown) {
    call_bench b;
    b.wire->script({GetParam().first, attempt::service_error(400, "ConditionalCheckFailedException")});
    EXPECT_EQ(b.fail_read().cause(), errc::conditional_check_failed);
}

TEST_P(CallLoopOutcome, OfAWriteThatSucceedsLaterIsKnown) {
    call_bench b;
    b.wire->script({GetParam().first, attempt::answer()});
    EXPECT_TRUE(b.call(call_bench::write()));
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopOutcome,
    testing::Values(unknown_case{"Lost", attempt::broken(errc::connection_lost), true},
                    unknown_case{"LostWithinReply", attempt::broken(errc::connection_lost, false), true},
                    unknown_case{"TimedOut", attempt::answer().exchange_takes(seconds(10)), true},
                    unknown_case{"NoHttp", attempt::broken(errc::malformed_reply, false), true},
                    unknown_case{"Html", attempt::answer("<html/>"), true},
                    unknown_case{"WrongCrc", with_crc("1"), true},
                    unknown_case{"Internal", attempt::service_error(500, "InternalServerError"), true},
                    unknown_case{"Unavailable", attempt::answer("", 503), true},
                    unknown_case{"NoConnection", attempt::no_connection(errc::connect_failed), false},
                    unknown_case{"NoTls", attempt::no_connection(errc::tls_failed), false},
                    unknown_case{"Throttled", attempt::service_error(400, "ThrottlingException"), false}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(CallLoop, TooLargeAReplyToAWriteLeavesTheOutcomeUnknown) {
    call_bench b;
    b.wire->script({attempt::broken(errc::reply_too_large, false)});
    EXPECT_EQ(b.fail_write().cause(), errc::outcome_unknown);
}

TEST(CallLoop, ForeignRefusalOfAWriteIsNoUnknownOutcome) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({attempt::answer("<html>Request Entity Too Large</html>", 413)});
    const failure why = b.fail_write();
    EXPECT_NE(why.cause(), errc::outcome_unknown);
    EXPECT_EQ(why.diagnostics().http_status, 413);
    EXPECT_NE(why.text().find("Too Large"), std::string::npos) << why.text();
}

// The peer may have died over the request instead of having closed before: nothing tells them apart.
TEST(CallLoop, ReplacedConnectionLeavesTheOutcomeOfAWriteUnknown) {
    const attempt stale = attempt::broken(errc::connection_lost).on_used_connection();
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({stale, attempt::no_connection(errc::connect_failed)});
    EXPECT_EQ(b.fail_write().cause(), errc::outcome_unknown);

    call_bench fine;
    fine.wire->script({stale, attempt::answer()});
    EXPECT_TRUE(fine.call(call_bench::write()));

    call_bench answered;  // servers that close every idle connection must not make verdicts doubtful
    answered.wire->script({stale, attempt::answer(R"({"__type":"ConditionalCheckFailedException"})", 400)});
    EXPECT_EQ(answered.fail_write().cause(), errc::conditional_check_failed);
}

TEST(CallLoop, UnknownOutcomeTellsWhy) {
    call_bench b({.retry = {.max_attempts = 1}});
    b.wire->script({attempt::broken(errc::connection_lost)});
    const failure why = b.fail_write();
    EXPECT_EQ(why.code(), make_error_condition(condition::outcome_unknown));
    const std::string text = why.text();
    EXPECT_NE(text.find("PutItem on table \"accounts\""), std::string::npos) << text;
    EXPECT_NE(text.find("may or may not have been applied"), std::string::npos) << text;
    EXPECT_NE(text.find("read the item back"), std::string::npos) << text;
}

// --- the deadline ---

TEST(CallLoop, DeadlinePassesWhileWaitingForCredentials) {
    for (const encoded_request& request : {call_bench::read(), call_bench::write()}) {
        call_bench b;
        b.keys->takes = seconds(61);
        b.wire->script({attempt::answer()});
        const failure why = b.fail(request);
        EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
        EXPECT_EQ(why.diagnostics().times.credentials, seconds(61));
        EXPECT_EQ(why.diagnostics().times.exchange, seconds(0));
        EXPECT_TRUE(b.wire->sent.empty());
    }
}

TEST(CallLoop, DeadlinePassesWhileWaitingForAConnection) {
    call_bench b;
    b.wire->script({attempt::answer().lease_takes(seconds(100))});
    const failure why = b.fail_write({.deadline = seconds(5)});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.lease, seconds(5));
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_TRUE(b.wire->sent.empty());
}

TEST(CallLoop, DeadlinePassesDuringTheExchange) {
    call_bench b;
    b.wire->script({attempt::answer().exchange_takes(seconds(100))});
    const failure why = b.fail_read({.deadline = seconds(5)});
    EXPECT_EQ(why.cause(), errc::deadline_exceeded) << why.text();
    EXPECT_EQ(why.diagnostics().times.exchange, seconds(5));
    EXPECT_TRUE(b.world->sleeps.empty());
    EXPECT_EQ(why.code(), make_error_condition(condition::timed_out));

    call_bench writing;
    writing.wire->script({attempt::answer().exchange_takes(seconds(100))});
    const failure unknown = writing.fail_write({.deadline = seconds(5)});
    EXPECT_EQ(unknown.cause(), errc::outcome_unknown);
    EXPECT_NE(unknown.text().find("deadline"), std::string::npos) << unknown.text();
}

TEST(CallLoop, DeadlineWouldPassDuringThePause) {
    call_bench b;
    const attempt throttled = attempt::service_error(400, "ThrottlingException");
    b.wire->script({throttled, throttled});
    const failure why = b.fail_read({.deadline = seconds(1)});  // pauses: 500, 1000 ms
    EXPECT_EQ(why.cause(), errc::throttling) << "the reason, not the deadline, is of use";
    EXPECT_EQ(why.diagnostics().attempts, 2);
    EXPECT_EQ(b.world->sleeps, ms({500}));
    EXPECT_EQ(why.diagnostics().times.backoff, milliseconds(500));
}

TEST(CallLoop, EveryPhaseIsTimed) {
    call_bench b({.retry = {.max_attempts = 2}});
    b.keys->takes = milliseconds(3);
    const attempt slow = attempt::broken(errc::connection_lost)
                             .lease_takes(milliseconds(20))
                             .exchange_takes(milliseconds(100));
    b.wire->script({slow, slow});
    const auto times = b.fail_read().diagnostics().times;
    EXPECT_EQ(times.credentials, milliseconds(6));
    EXPECT_EQ(times.lease, milliseconds(40));
    EXPECT_EQ(times.exchange, milliseconds(200));
    EXPECT_EQ(times.backoff, milliseconds(12));
}

TEST(CallLoop, AttemptsHaveALimitOfTheirOwn) {
    call_bench b({.attempt_timeout = seconds(7), .deadline = seconds(10)});
    b.wire->script({attempt::answer().exchange_takes(seconds(8)), attempt::answer()});
    const auto begin = b.world->now();
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).deadline, begin + seconds(7));
    EXPECT_EQ(b.wire->sent.at(1).deadline, begin + seconds(10)) << "the call's deadline comes earlier";

    call_bench own;
    own.wire->script({attempt::answer()});
    const auto start = own.world->now();
    ASSERT_TRUE(own.call(call_bench::read(), {.attempt_timeout = milliseconds(250)}));
    EXPECT_EQ(own.wire->sent.at(0).deadline, start + milliseconds(250));
}

TEST(CallLoop, NoLimitIsTooLong) {
    call_bench b({.attempt_timeout = milliseconds::max(), .deadline = milliseconds::max()});
    b.wire->script({attempt::answer().exchange_takes(seconds(100))});
    EXPECT_TRUE(b.call(call_bench::read()));
}

// --- credentials and the signature ---

TEST(CallLoop, CredentialsThatCannotBeHadEndTheCall) {
    call_bench b;
    b.keys->refusals.emplace_back(
        errc::missing_credentials,
        diagnostics{.detail = "the environment variable AWS_ACCESS_KEY_ID is not set"});
    const failure why = b.fail_write();
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_EQ(b.wire->acquired, 0);
    const std::string text = why.text();
    EXPECT_NE(text.find("PutItem on table \"accounts\""), std::string::npos) << text;
    EXPECT_NE(text.find("AWS_ACCESS_KEY_ID is not set"), std::string::npos) << text;
    EXPECT_NE(text.find("client_options::credentials"), std::string::npos) << text;
}

TEST(CallLoop, CredentialsThatFailLaterLeaveAWriteUnknown) {
    call_bench b;
    b.keys->refusals.emplace_back();
    b.keys->refusals.emplace_back(errc::missing_credentials, diagnostics{.detail = "gone"});
    b.wire->script({attempt::broken(errc::connection_lost)});
    const failure why = b.fail_write();
    EXPECT_EQ(why.cause(), errc::outcome_unknown);
    EXPECT_NE(why.text().find("gone"), std::string::npos) << why.text();
}

TEST(CallLoop, CredentialsThatCannotBeSentEndTheCall) {
    for (const credentials& bad : {credentials{.access_key_id = "AKID\n", .secret_access_key = secret_key},
                                   credentials{.access_key_id = access_key,
                                   .secret_access_key = secret_key,
                                   .session_token = "TOKEN-TOKEN\r\nX-Evil: 1"}}) {
        call_bench b;
        b.keys->keys = std::make_shared<const credentials>(bad);
        const failure why = b.fail_read();
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_EQ(b.wire->acquired, 0);
        EXPECT_EQ(why.text().find("TOKEN-TOKEN"), std::string::npos) << why.text();
        EXPECT_EQ(why.text().find(secret_key), std::string::npos) << why.text();
    }
}

std::string independent_authorization(const sent_request& request, const credentials& keys,
                                      std::chrono::sys_seconds time) {
    std::vector<std::pair<std::string, std::string>> kept;
    for (auto& [name, value] : request.headers())
        if (name == "host" || name == "content-type" || name == "x-amz-target")
            kept.emplace_back(name, value);
    std::vector<sigv4::header> headers;
    for (const auto& [name, value] : kept) headers.push_back({.name = name, .value = value});
    sigv4::signing_key_cache cache;
    return sigv4::sign({.method = "POST", .path = "/", .headers = headers, .payload = request.body},
                       {.access_key_id = keys.access_key_id,
                        .secret_access_key = keys.secret_access_key,
                        .session_token = keys.session_token},
                       {.region = "eu-west-1", .service = "dynamodb"}, time, cache)
        .authorization;
}

TEST(CallLoop, SignsWhatItSends) {
    call_bench b;
    b.wire->script({attempt::answer(), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    const sent_request& first = b.wire->sent.at(0);
    EXPECT_EQ(first.header("x-amz-date"), "20260101T000000Z");
    EXPECT_EQ(first.header("x-amz-security-token"), session_token);
    EXPECT_EQ(first.header("authorization"),
              independent_authorization(first, *b.keys->keys, fake_effects::birthday));

    // Other credentials without a token, on another day.
    b.keys->keys = std::make_shared<const credentials>(
        credentials{.access_key_id = "AKIDOTHER", .secret_access_key = "other/secret+key"});
    b.world->advance(std::chrono::hours(25));
    ASSERT_TRUE(b.call(call_bench::write()));
    const sent_request& second = b.wire->sent.at(1);
    EXPECT_FALSE(second.has("x-amz-security-token"));
    EXPECT_EQ(second.header("x-amz-date"), "20260102T010000Z");
    EXPECT_EQ(
        second.header("authorization"),
        independent_authorization(second, *b.keys->keys, fake_effects::birthday + std::chrono::hours(25)));
}

TEST(CallLoop, SignsLast) {
    call_bench b;
    b.wire->script({attempt::answer().lease_takes(seconds(30))});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.wire->sent.at(0).header("x-amz-date"), "20260101T000030Z") << "not the time before the wait";
}

TEST(CallLoop, SignsEachAttemptAnew) {
    call_bench b;
    b.wire->script({attempt::service_error(400, "ThrottlingException"),
                    attempt::service_error(400, "ThrottlingException"), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    const auto id = b.wire->sent.at(0).header("amz-sdk-invocation-id");
    EXPECT_TRUE(std::regex_match(
        id, std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")))
        << id;
    for (std::size_t each = 0; each < 3; ++each) {
        const sent_request& request = b.wire->sent.at(each);
        EXPECT_EQ(request.header("amz-sdk-invocation-id"), id);
        EXPECT_EQ(request.header("amz-sdk-request"), "attempt=" + std::to_string(each + 1) + "; max=4");
    }
    EXPECT_EQ(b.wire->sent.at(2).header("x-amz-date"), "20260101T000001Z");
    EXPECT_NE(b.wire->sent.at(0).header("authorization"), b.wire->sent.at(2).header("authorization"));
}

TEST(CallLoop, CallsHaveIdsOfTheirOwn) {
    call_bench b;
    b.world->fixed_random = 0;
    std::set<std::string> ids;
    for (std::size_t call = 0; call < 20; ++call) {
        b.wire->script({attempt::answer()});
        ASSERT_TRUE(b.call(call_bench::read()));
        ids.insert(b.wire->sent.at(call).header("amz-sdk-invocation-id"));
    }
    EXPECT_EQ(ids.size(), 20U);
}

TEST(CallLoop, NewCredentialsAreUsedByTheNextAttempt) {
    call_bench b;
    const auto fresh = std::make_shared<const credentials>(
        credentials{.access_key_id = "AKIDFRESH", .secret_access_key = "fresh"});
    b.world->on_sleep = [&] { b.keys->keys = fresh; };
    b.wire->script({attempt::broken(errc::connection_lost), attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_NE(b.wire->sent.at(0).header("authorization").find(access_key), std::string::npos);
    EXPECT_NE(b.wire->sent.at(1).header("authorization").find("AKIDFRESH"), std::string::npos);
    EXPECT_FALSE(b.wire->sent.at(1).has("x-amz-security-token"));
}

TEST(CallLoop, NoSecretIsInAnyError) {
    const std::vector<attempt> ends{
        attempt::no_connection(errc::connect_failed),
        attempt::broken(errc::connection_lost),
        attempt::answer("<html/>"),
        with_crc("1"),
        attempt::service_error(400, "InvalidSignatureException"),
        attempt::service_error(400, "ExpiredTokenException"),
        attempt::answer().exchange_takes(seconds(100)),
    };
    for (const attempt& end : ends) {
        call_bench b({.retry = {.max_attempts = 1}});
        b.wire->script({end});
        const std::string text = b.fail_write().text();
        for (const char* secret : {secret_key, session_token, "AWS4-HMAC-SHA256", "Signature="})
            EXPECT_EQ(text.find(secret), std::string::npos) << text;
    }
}

// --- cancellation ---

struct cancel_case {
    const char* name;
    std::function<void(call_bench&)> prepare;
    errc of_read;
    errc of_write;
};

class CallLoopCanceled : public testing::TestWithParam<cancel_case> {};

TEST_P(CallLoopCanceled, Ends) {
    for (const bool writes : {false, true}) {
        call_bench b;
        GetParam().prepare(b);
        cancellable_call call(b, writes ? call_bench::write() : call_bench::read());
        b.io.poll();
        ASSERT_FALSE(call.done) << "it was to hang";
        call.cancel();
        b.io.restart();
        b.io.poll();
        ASSERT_TRUE(call.done);
        EXPECT_EQ(call.why.cause(), writes ? GetParam().of_write : GetParam().of_read) << call.why.text();
        EXPECT_EQ(call.why.diagnostics().operation, writes ? "PutItem" : "GetItem");
        EXPECT_EQ(call.why.diagnostics().table, "accounts");
        EXPECT_EQ(b.wire->given_back, 0) << "the connection is used again";
        EXPECT_TRUE(b.io.stopped()) << "something lingers";
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceled,
    testing::Values(
        cancel_case{"WaitingForCredentials", [](call_bench& b) { b.keys->hanging = true; }, errc::canceled,
                    errc::canceled},
        cancel_case{"WaitingForAConnection",
                    [](call_bench& b) { b.wire->script({attempt::answer().hanging_lease()}); },
                    errc::canceled, errc::canceled},
        cancel_case{"InTheExchange",
                    [](call_bench& b) { b.wire->script({attempt::answer().hanging_exchange()}); },
                    errc::canceled, errc::outcome_unknown},
        cancel_case{
            "WaitingForAnotherConnectionAfterALostOne",
            [](call_bench& b) {
                b.wire->script({attempt::broken(errc::connection_lost), attempt::answer().hanging_lease()});
            },
            errc::canceled, errc::outcome_unknown},
        cancel_case{"WaitingForAnotherConnectionAfterThrottling",
                    [](call_bench& b) {
                        b.wire->script({attempt::no_connection(errc::connect_failed),
                                        attempt::answer().hanging_lease()});
                    },
                    errc::canceled, errc::canceled}),
    [](const auto& tried) { return std::string(tried.param.name); });

// The signal comes while the coroutine runs: it is seen at the next suspension.
struct cancel_between_case {
    const char* name;
    std::function<void(call_bench&, std::function<void()> cancel)> prepare;
    errc of_write;
    std::size_t sent;
};

class CallLoopCanceledBetween : public testing::TestWithParam<cancel_between_case> {};

TEST_P(CallLoopCanceledBetween, Ends) {
    call_bench b;
    std::function<void()> cancel;
    GetParam().prepare(b, [&cancel] { cancel(); });
    cancellable_call call(b, call_bench::write());
    cancel = [&call] { call.cancel(); };
    b.io.poll();
    ASSERT_TRUE(call.done);
    EXPECT_EQ(call.why.cause(), GetParam().of_write) << call.why.text();
    EXPECT_EQ(b.wire->sent.size(), GetParam().sent);
    EXPECT_TRUE(b.io.stopped());
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopCanceledBetween,
    testing::Values(
        cancel_between_case{
            "CredentialsAndConnection",
            [](call_bench& b, std::function<void()> cancel) { b.keys->on_get = std::move(cancel); },
            errc::canceled, 0},
        cancel_between_case{"ConnectionAndExchange",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script({attempt::answer().when_leased(std::move(cancel))});
                            },
                            errc::canceled, 0},
        cancel_between_case{
            "ExchangeAndPause",
            [](call_bench& b, std::function<void()> cancel) {
                b.wire->script(
                    {attempt::service_error(400, "ThrottlingException").when_sent(std::move(cancel))});
            },
            errc::canceled, 1},
        cancel_between_case{"LostExchangeAndPause",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script(
                                    {attempt::broken(errc::connection_lost).when_sent(std::move(cancel))});
                            },
                            errc::outcome_unknown, 1},
        cancel_between_case{"PauseAndTheNextAttempt",
                            [](call_bench& b, std::function<void()> cancel) {
                                b.wire->script({attempt::no_connection(errc::connect_failed)});
                                b.world->on_sleep = std::move(cancel);
                            },
                            errc::canceled, 0}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(CallLoop, CancelledAfterTheReplyIsASuccess) {
    call_bench b;
    boost::asio::cancellation_signal signal;
    b.wire->script(
        {attempt::answer().when_sent([&signal] { signal.emit(boost::asio::cancellation_type::terminal); })});
    bool succeeded = false;
    boost::asio::co_spawn(
        b.io, b.start_call(call_bench::write()),
        boost::asio::bind_cancellation_slot(
            signal.slot(), [&](const std::exception_ptr& thrown, const result<reply>& outcome) {
                succeeded = !thrown && outcome.has_value();
            }));
    b.io.poll();
    EXPECT_TRUE(succeeded);
}

TEST(CallLoop, MayBeForgottenUnderWay) {
    auto b = std::make_unique<call_bench>();
    b->wire->script({attempt::answer().hanging_exchange()});
    const auto call = start(b->io.get_executor(), b->start_call(call_bench::write()));
    b->io.poll();
    EXPECT_TRUE(b->wire->hangs);
    EXPECT_FALSE(call->done);
}

}  // namespace
}  // namespace dynaco::test
