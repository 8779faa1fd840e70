#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::call_loop_outcome_test {
namespace {

using namespace std::chrono_literals;
using attempt = scripted_attempt;

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
    const failure why = b.write_fails({GetParam().first});
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

// DynamoDB remembers a transaction's token for ten minutes.
TEST(CallLoopOutcomeOfATransaction, IsNotSentAgainWhenItsTokenMayBeForgotten) {
    for (const auto takes : {4min, 11min}) {
        call_bench b({.attempt_timeout = 30min, .deadline = 1h});
        b.wire->script(
            {attempt::broken(errc::connection_lost, false).exchange_takes(takes), attempt::answer()});
        encoded_request request = call_bench::write();
        request.info = {.name = "TransactWriteItems", .writes = true, .idempotent = true};
        const auto outcome = b.call(std::move(request));
        if (takes < 10min) {
            EXPECT_TRUE(outcome);
        } else {
            ASSERT_FALSE(outcome);
            EXPECT_EQ(outcome.error().cause(), errc::outcome_unknown);
            EXPECT_EQ(b.wire->sent.size(), 1U);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, CallLoopOutcome,
    testing::Values(unknown_case{"Lost", attempt::lost(), true},
                    unknown_case{"LostWithinReply", attempt::broken(errc::connection_lost, false), true},
                    unknown_case{"TimedOut", attempt::answer().exchange_takes(10s), true},
                    unknown_case{"NoHttp", attempt::broken(errc::malformed_reply, false), true},
                    unknown_case{"Html", attempt::answer("<html/>"), true},
                    unknown_case{"WrongCrc", with_crc("1"), true},
                    unknown_case{"Internal", attempt::service_error(500, "InternalServerError"), true},
                    unknown_case{"Unavailable", attempt::answer("", 503), true},
                    unknown_case{"NoConnection", attempt::no_connection(errc::connect_failed), false},
                    unknown_case{"NoTls", attempt::no_connection(errc::tls_failed), false},
                    unknown_case{"Throttled", attempt::throttled(), false}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(CallLoop, TooLargeAReplyToAWriteLeavesTheOutcomeUnknown) {
    call_bench b;
    EXPECT_EQ(b.write_fails({attempt::broken(errc::reply_too_large, false)}).cause(), errc::outcome_unknown);
}

TEST(CallLoop, ForeignRefusalOfAWriteIsNoUnknownOutcome) {
    call_bench b({.retry = {.max_attempts = 1}});
    const failure why = b.write_fails({attempt::answer("<html>Request Entity Too Large</html>", 413)});
    EXPECT_NE(why.cause(), errc::outcome_unknown);
    EXPECT_EQ(why.diagnostics().http_status, 413);
    EXPECT_NE(why.text().find("Too Large"), std::string::npos) << why.text();
}

// The server may have failed while it handled the request, or closed the connection before. The client cannot
// distinguish the two.
TEST(CallLoop, ReplacedConnectionLeavesTheOutcomeOfAWriteUnknown) {
    const attempt stale = attempt::stale();
    call_bench b({.retry = {.max_attempts = 1}});
    EXPECT_EQ(b.write_fails({stale, drops_idle_connections(), attempt::no_connection(errc::connect_failed)})
                  .cause(),
              errc::outcome_unknown);

    call_bench fine;
    fine.write_succeeds({stale, drops_idle_connections(), attempt::answer()});

    call_bench answered;  // servers that close every idle connection must not make outcomes unknown
    const attempt refused = attempt::answer(R"({"__type":"ConditionalCheckFailedException"})", 400);
    EXPECT_EQ(answered.write_fails({stale, drops_idle_connections(), refused}).cause(),
              errc::conditional_check_failed);
}

TEST(CallLoop, UnknownOutcomeTellsWhy) {
    call_bench b({.retry = {.max_attempts = 1}});
    const failure why = b.write_fails({attempt::lost()});
    EXPECT_EQ(why.code(), make_error_condition(condition::outcome_unknown));
    const std::string text = why.text();
    EXPECT_NE(text.find("PutItem on table \"accounts\""), std::string::npos) << text;
    EXPECT_NE(text.find("may or may not have been applied"), std::string::npos) << text;
    EXPECT_NE(text.find("read the item to find out"), std::string::npos) << text;
}

}  // namespace
}  // namespace dynaco::test::call_loop_outcome_test
