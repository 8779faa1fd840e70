#include "sigv4/skew_state.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace dynaco::sigv4::skew_state_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr wall_clock_time midnight = sys_days(year{2026} / 1 / 1);

// A reply that arrived `took` after the request was sent at `sent`, with the time `date` (all since
// midnight).
clock_reading reading(milliseconds sent, milliseconds took, std::optional<std::chrono::seconds> date) {
    clock_reading r{.sent = midnight + sent, .ended = midnight + sent + took, .time_to_head = took};
    if (date) r.date = std::chrono::floor<std::chrono::seconds>(midnight) + *date;
    return r;
}

TEST(MeasuredSkew, IsTheDateAgainstTheMiddleOfTheExchange) {
    EXPECT_EQ(measured_skew(reading(0s, 2s, 1s)), 0s);
    EXPECT_EQ(measured_skew(reading(0s, 2s, 301s)), 300s);
    EXPECT_EQ(measured_skew(reading(0s, 500ms, 0s)), -250ms);
    EXPECT_EQ(measured_skew(reading(10min, 0s, 0s)), -10min);
}

TEST(MeasuredSkew, PassesMidnightAndTheYear) {
    EXPECT_EQ(measured_skew(reading(-1s, 0s, 1s)), 2s);
    EXPECT_EQ(measured_skew(reading(1s, 0s, -1s)), -2s);
    EXPECT_EQ(measured_skew(reading(-24h * 365, 0s, 0s)), 24h * 365);
}

TEST(MeasuredSkew, NeedsAReplyWithin15Minutes) {
    EXPECT_EQ(measured_skew(reading(0s, 15min, 450s)), 0s);
    EXPECT_FALSE(measured_skew(reading(0s, 15min + 1ms, 450s)));
    EXPECT_FALSE(measured_skew(reading(0s, 16min, 480s)));
}

TEST(MeasuredSkew, NeedsADateOfThisExchange) {
    EXPECT_FALSE(measured_skew(reading(0s, 2s, std::nullopt)));
    auto cached = reading(0s, 2s, 1s);
    cached.from_cache = true;
    EXPECT_FALSE(measured_skew(cached));
}

TEST(MeasuredSkew, NeedsAClockThatRunsSmoothly) {
    for (const milliseconds jump : {milliseconds(4min), milliseconds(-4min)}) {
        auto r = reading(0s, 2s, 1s);
        r.ended += jump;
        EXPECT_EQ(measured_skew(r), 0s);
        r.ended += jump > 0s ? 1ms : -1ms;
        EXPECT_FALSE(measured_skew(r));
    }
}

TEST(MeasuredSkew, IsLessThanACentury) {
    EXPECT_EQ(measured_skew(reading(0s, 0s, 99 * 24h * 365)), 99 * 24h * 365);
    EXPECT_FALSE(measured_skew(reading(0s, 0s, 101 * 24h * 366)));
    EXPECT_FALSE(measured_skew(reading(0s, 0s, -101 * 24h * 366)));
}

constexpr errc refusals[] = {errc::invalid_signature, errc::request_time_too_skewed, errc::access_denied};

// A call whose first attempt was signed at midnight of this machine's clock.
struct first_attempt {
    explicit first_attempt(bool corrects = true, milliseconds known = 0s) : state(begin(known), corrects) {
        signed_at = state.signing_time(midnight);
    }
    shared_skew& begin(milliseconds known) {
        shared.set(known);
        return shared;
    }

    shared_skew shared{};
    skew_state state;
    wall_clock_time signed_at{};
};

TEST(SkewState, StartsWithWhatIsKnown) {
    EXPECT_EQ(first_attempt().signed_at, midnight);
    EXPECT_EQ(first_attempt(true, 300s).signed_at, midnight + 300s);
    EXPECT_EQ(first_attempt(true, -300s).signed_at, midnight - 300s);
}

TEST(SkewState, LearnsFromEveryReply) {
    first_attempt call;
    call.state.received(reading(0s, 2s, 301s));
    EXPECT_EQ(call.shared.get(), 300s);
    EXPECT_EQ(call.state.signing_time(midnight + 2s), midnight + 302s);
    call.state.received(reading(2s, 2s, 3s));
    EXPECT_EQ(call.shared.get(), 0s) << "a clock that was set right";
    EXPECT_EQ(call.state.signing_time(midnight + 4s), midnight + 4s);
}

TEST(SkewState, IsNotMovedByOtherCallsWithinACall) {
    first_attempt call;
    call.shared.set(600s);
    EXPECT_EQ(call.state.signing_time(midnight), midnight);
}

TEST(SkewState, KeepsWhatItKnowsWhenAReplyTellsNothing) {
    first_attempt call(true, 300s);
    call.state.received(reading(0s, 16min, 1s));
    call.state.received(reading(0s, 2s, std::nullopt));
    EXPECT_EQ(call.shared.get(), 300s);
    EXPECT_EQ(call.state.signing_time(midnight), midnight + 300s);
}

TEST(SkewState, RetriesBeyondFourMinutes) {
    for (const errc refusal : refusals)
        for (const int sign : {1, -1}) {
            first_attempt call;
            call.state.received(reading(0s, 0s, sign * 240s));
            EXPECT_FALSE(call.state.retries(refusal)) << "exactly four minutes";
            call.state.received(reading(0s, 0s, sign * 241s));
            EXPECT_TRUE(call.state.retries(refusal));
            (void)call.state.signing_time(midnight);
            call.state.received(reading(0s, 0s, sign * 241s));
            EXPECT_FALSE(call.state.retries(refusal)) << "the date was right this time";
        }
}

TEST(SkewState, RetriesWhenItsOwnCorrectionWasWrong) {
    first_attempt call(true, 300s);
    call.state.received(reading(0s, 0s, 0s));
    EXPECT_TRUE(call.state.retries(errc::invalid_signature));
    EXPECT_EQ(call.state.explanation(errc::invalid_signature), "") << "the clock is right";
    EXPECT_EQ(call.state.signing_time(midnight), midnight);
}

TEST(SkewState, RetriesNothingElse) {
    first_attempt call;
    call.state.received(reading(0s, 0s, 3600s));
    for (const errc other : {errc::expired_token, errc::unrecognized_client, errc::incomplete_signature,
                             errc::validation_failed, errc::service_error, errc::connection_lost}) {
        EXPECT_FALSE(call.state.retries(other));
        EXPECT_EQ(call.state.explanation(other), "");
    }
}

TEST(SkewState, RetriesNothingThatWasNotMeasured) {
    first_attempt call;
    EXPECT_FALSE(call.state.retries(errc::request_time_too_skewed));
    call.state.received(reading(0s, 0s, 3600s));
    call.state.received(reading(0s, 2s, std::nullopt));
    EXPECT_FALSE(call.state.retries(errc::request_time_too_skewed)) << "the last reply tells nothing";
}

TEST(SkewState, RetriesOnceWhatWasSignedBeforeTheMachineSlept) {
    first_attempt call;
    auto thawed = reading(0s, 1s, 3601s);
    thawed.ended = midnight + 3602s;
    call.state.received(thawed);
    EXPECT_EQ(call.shared.get(), 0s) << "the clock is right";
    EXPECT_TRUE(call.state.retries(errc::invalid_signature));
    call.state.received(thawed);
    EXPECT_FALSE(call.state.retries(errc::invalid_signature)) << "once";
    EXPECT_FALSE(call.state.retries(errc::validation_failed));
}

TEST(SkewState, DoesNothingWhenItIsSwitchedOff) {
    first_attempt call(false, 300s);
    EXPECT_EQ(call.signed_at, midnight);
    call.state.received(reading(0s, 0s, 3600s));
    EXPECT_EQ(call.shared.get(), 300s);
    EXPECT_FALSE(call.state.retries(errc::invalid_signature));
    EXPECT_EQ(call.state.signing_time(midnight), midnight);
    EXPECT_EQ(call.state.explanation(errc::invalid_signature),
              "this machine's clock is 60 min behind the service's");
}

TEST(SkewState, ExplainsInWords) {
    first_attempt call;
    const auto said = [&](std::chrono::seconds date) {
        call.state.received(reading(0s, 0s, date));
        return call.state.explanation(errc::access_denied);
    };
    EXPECT_EQ(said(7min + 59s), "this machine's clock is 7 min behind the service's");
    EXPECT_EQ(said(-5min), "this machine's clock is 5 min ahead of the service's");
    EXPECT_EQ(said(3h), "this machine's clock is 3 h behind the service's");
    EXPECT_EQ(said(-24h * 500), "this machine's clock is 500 days ahead of the service's");
    EXPECT_EQ(said(4min), "");
}

TEST(SharedSkew, IsForAnyThread) {
    shared_skew shared;
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
        threads.emplace_back([&shared] {
            for (int i = 0; i < 1000; ++i) {
                skew_state state(shared, true);
                const auto at = state.signing_time(midnight);
                EXPECT_TRUE(at == midnight || at == midnight + 300s);
                state.received(reading(0s, 0s, 300s));
            }
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(shared.get(), 300s);
}

}  // namespace
}  // namespace dynaco::sigv4::skew_state_test
