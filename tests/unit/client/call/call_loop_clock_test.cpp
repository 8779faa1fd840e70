#include "unit/client/call_bench.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

/// The AWS SDKs' test cases for clock skew (clock-skew-test-cases.json, 2026), and further cases. The call
/// begins at midnight of this machine's clock.
namespace dynaco::test::call_loop_clock_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using attempt = scripted_attempt;

/// A response that takes two seconds and has the time "00:05:01" of New Year's Day.
attempt dated(const std::string& time, const attempt& a = attempt::answer(), milliseconds takes = 2s) {
    return a.exchange_takes(takes).with(
        [&time](wire::response& r) { r.date = "Thu, 01 Jan 2026 " + time + " GMT"; });
}
attempt too_skewed() { return attempt::service_error(403, "RequestTimeTooSkewed"); }
attempt bad_signature() { return attempt::service_error(400, "InvalidSignatureException"); }

struct clock_bench : call_bench {
    using call_bench::call_bench;

    /// The signing time of the request with this number: "20260101T000000Z".
    std::string signed_at(std::size_t request) const { return wire->sent.at(request).header("x-amz-date"); }
    /// The time with which the next call would be signed.
    std::string next_date() {
        wire->script({attempt::answer()});
        EXPECT_TRUE(call(read()));
        return wire->sent.back().header("x-amz-date");
    }
};

TEST(CallLoopClock, Vector1TheClockIsRight) {
    clock_bench b;
    b.read_succeeds({dated("00:00:01")});
    EXPECT_EQ(b.signed_at(0), "20260101T000000Z");
    EXPECT_EQ(b.next_date(), "20260101T000002Z");
}

TEST(CallLoopClock, Vector2ARefusalIsHealedAndRemembered) {
    clock_bench b;
    const reply answer = b.write_succeeds({dated("00:05:01", too_skewed()), sleeps(12ms), dated("00:05:03")});
    EXPECT_EQ(answer.attempts, 2);
    ASSERT_EQ(b.wire->sent.size(), 2U);
    EXPECT_EQ(b.signed_at(1), "20260101T000502Z");
    EXPECT_EQ(b.next_date(), "20260101T000504Z");
}

TEST(CallLoopClock, Vector3WithoutRetriesItIsRememberedAllTheSame) {
    clock_bench b({.retry = {.max_attempts = 1}});
    const failure why = b.write_fails({dated("00:05:01", too_skewed())});
    EXPECT_EQ(why.cause(), errc::request_time_too_skewed);
    EXPECT_NE(why.text().find("this machine's clock is 5 min behind the service's"), std::string::npos)
        << why.text();
    EXPECT_EQ(b.next_date(), "20260101T000502Z");
}

TEST(CallLoopClock, Vector4ASlowReplyTellsNothing) {
    clock_bench b({.attempt_timeout = 20min, .deadline = 1h});
    b.read_succeeds({dated("00:05:01", attempt::answer(), 16min)});
    b.read_succeeds({dated("00:21:01")});
    EXPECT_EQ(b.signed_at(1), "20260101T001600Z");
    EXPECT_EQ(b.next_date(), "20260101T002102Z") << "the next reply tells again";
}

TEST(CallLoopClock, Vector5AWrongCorrectionIsForgotten) {
    clock_bench b;
    b.read_succeeds({dated("00:05:01")});
    b.read_succeeds({dated("00:00:03")});
    EXPECT_EQ(b.signed_at(1), "20260101T000502Z");
    EXPECT_EQ(b.next_date(), "20260101T000004Z");
}

TEST(CallLoopClock, Vector6TwoMinutesAreNoReason) {
    clock_bench b;
    const failure why = b.read_fails({dated("00:02:01", bad_signature())});
    EXPECT_EQ(why.cause(), errc::invalid_signature);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(why.text().find("behind"), std::string::npos) << why.text();
    EXPECT_EQ(b.next_date(), "20260101T000202Z");
}

TEST(CallLoopClock, Vector7FiveMinutesAre) {
    for (const char* code : {"InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
                             "RequestTimeTooSkewed", "AccessDeniedException"}) {
        clock_bench b;
        b.read_succeeds(
            {dated("00:05:01", attempt::service_error(400, code)), sleeps(12ms), dated("00:05:03")});
        ASSERT_EQ(b.wire->sent.size(), 2U) << code;
        EXPECT_EQ(b.signed_at(1), "20260101T000502Z");
    }
}

TEST(CallLoopClock, Vector8NothingIsLearntWithoutADate) {
    for (const char* date : {"", "today", "Thu, 01 Jan 2026 00:05:01 CET"}) {
        clock_bench b;
        const failure why = b.read_fails({too_skewed().with([date](wire::response& r) { r.date = date; })});
        EXPECT_EQ(why.diagnostics().attempts, 1);
        EXPECT_EQ(b.next_date(), "20260101T000000Z") << date;
    }
}

TEST(CallLoopClock, Vectors9And10NorFromACache) {
    for (const char* known : {"00:00:01", "00:05:01"}) {
        clock_bench b;
        b.read_succeeds({dated(known)});
        b.read_succeeds({dated("04:48:00").with([](wire::response& r) { r.has_age = true; })});
        EXPECT_EQ(b.next_date(), std::string(known) == "00:00:01" ? "20260101T000004Z" : "20260101T000504Z");
    }
}

TEST(CallLoopClock, OtherErrorsTellTheTimeToo) {
    clock_bench b;
    b.read_succeeds({dated("00:10:01", attempt::throttled()), sleeps(500ms), attempt::answer()});
    EXPECT_EQ(b.signed_at(1), "20260101T001002Z") << "the pause and the correction";
}

TEST(CallLoopClock, PassesMidnightBackwards) {
    clock_bench b;
    b.wire->script({too_skewed().with([](wire::response& r) { r.date = "Wed, 31 Dec 2025 23:00:00 GMT"; }),
                    attempt::answer()});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.signed_at(1), "20251231T230000Z");
    EXPECT_NE(b.wire->sent.at(1).header("authorization").find("/20251231/"), std::string::npos);
}

TEST(CallLoopClock, ADateThatIsAbsurdIsNone) {
    clock_bench b;
    b.wire->script(
        {attempt::answer().with([](wire::response& r) { r.date = "Fri, 31 Dec 9999 23:59:59 GMT"; })});
    ASSERT_TRUE(b.call(call_bench::read()));
    EXPECT_EQ(b.next_date(), "20260101T000000Z");
}

TEST(CallLoopClock, CostsWhatAnyOtherRetryCosts) {
    clock_bench b;
    int retried = 0;
    for (; retried < 40; ++retried) {
        b.world->clock_error = retried % 2 == 0 ? -10min : 0min;  // the last skew is wrong
        b.wire->script(
            {dated("00:00:00", too_skewed(), 0s), attempt::service_error(400, "ValidationException")});
        if (b.fail_read().diagnostics().attempts == 1) break;
    }
    EXPECT_EQ(retried, 35) << "500 tokens, 14 each";
}

TEST(CallLoopClock, RetriesOnceWhatWasSignedBeforeTheMachineSlept) {
    clock_bench b;
    const auto while_machine_sleeps = [&b](const attempt& a) {
        return a.exchange_takes(1s).when_sent([&b] { b.world->clock_error += 1h; });
    };
    b.read_succeeds({while_machine_sleeps(bad_signature()), sleeps(12ms), attempt::answer()});
    EXPECT_EQ(b.signed_at(1), "20260101T010001Z") << "the clock itself is right";

    const failure why = b.read_fails(
        {while_machine_sleeps(bad_signature()), sleeps(12ms), while_machine_sleeps(bad_signature())});
    EXPECT_EQ(why.cause(), errc::invalid_signature);
    EXPECT_EQ(why.diagnostics().attempts, 2);
}

TEST(CallLoopClock, IsLeftAloneWhenSwitchedOff) {
    clock_bench b({.correct_clock_skew = false});
    const failure why = b.read_fails({dated("00:07:01", bad_signature())});
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_NE(why.text().find("this machine's clock is 7 min behind the service's"), std::string::npos)
        << why.text();
    EXPECT_EQ(b.next_date(), "20260101T000002Z");
}

TEST(CallLoopClock, EndsWhenTheServiceInsists) {
    clock_bench b;
    const failure why =
        b.write_fails({dated("00:05:01", too_skewed()), sleeps(12ms), dated("00:05:03", too_skewed())});
    EXPECT_EQ(why.cause(), errc::request_time_too_skewed) << "a refused write was not applied";
    EXPECT_EQ(why.diagnostics().attempts, 2);
}

}  // namespace
}  // namespace dynaco::test::call_loop_clock_test
