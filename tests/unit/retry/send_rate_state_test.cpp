#include "retry/send_rate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace dynaco::retry::send_rate_state_test {
namespace {

using seconds = send_rate_state::seconds;
using time_point = send_rate_state::time_point;

time_point at(double time) {
    return time_point(std::chrono::round<std::chrono::steady_clock::duration>(seconds(time)));
}

// The vectors of the AWS SDKs (smithy-rs, client_rate_limiter.rs; aws-sdk-go-v2, adaptive_ratelimit_test.go).

TEST(SendRateState, RateGrowsAsTheSpecificationSays) {
    const std::pair<double, double> vectors[] = {
        {0, 7.0},
        {1, 9.64893600966},
        {2, 10.000030849917364},
        {3, 10.453284520772092},
        {4, 13.408697022224185},
        {5, 21.26626835427364},
        {6, 36.425998516920465},
    };
    for (const auto& [after, rate] : vectors)
        EXPECT_NEAR(send_rate_state::grown(10, seconds(after)), rate, 1e-9) << after;
}

TEST(SendRateState, RateFallsAndGrowsAgainAsTheSpecificationSays) {
    struct step {
        double time;
        bool throttled;
        double rate;
    };
    const step steps[] = {
        {5, false, 7.0},
        {6, false, 9.64893600966},
        {7, true, 6.754255206761999},
        {8, true, 4.727978644733399},
        {9, false, 4.670125557970046},
        {10, false, 4.770870456867401},
        {11, false, 6.011819748005445},
        {12, false, 10.792973431384178},
    };
    double max_rate = 10;
    double throttled_at = 5;
    double rate = 0;
    for (const step& each : steps) {
        rate =
            each.throttled ? rate * 0.7 : send_rate_state::grown(max_rate, seconds(each.time - throttled_at));
        if (each.throttled) max_rate = rate, throttled_at = each.time;
        EXPECT_NEAR(rate, each.rate, 1e-9) << each.time;
    }
}

TEST(SendRateState, GrowthIsBackWhereItWasAfterTheWindow) {
    const double window = 1.9574338205844317;  // botocore, test_throttling.py: K of 10
    EXPECT_NEAR(send_rate_state::grown(10, seconds(window)), 10, 1e-9);
    EXPECT_LT(send_rate_state::grown(10, seconds(window / 1.1)), 10);
    EXPECT_GT(send_rate_state::grown(10, seconds(window * 1.1)), 10);
    EXPECT_NEAR(send_rate_state::grown(8, seconds(1.8171205928321397)), 8, 1e-9);
    EXPECT_NEAR(send_rate_state::grown(8, seconds(0)), 5.6, 1e-9);
}

TEST(SendRateState, MeasuresAndSendsAsTheSpecificationSays) {
    struct step {
        double time;
        bool throttled;
        double measured;
        double rate;
    };
    const step steps[] = {
        {0.2, false, 0.0, 0.5},
        {0.4, false, 0.0, 0.5},
        {0.6, false, 4.8, 0.5},
        {0.8, false, 4.8, 0.5},
        {1.0, false, 4.16, 0.5},
        {1.2, false, 4.16, 0.6912},
        {1.4, false, 4.16, 1.0976},
        {1.6, false, 5.632, 1.6384},
        {1.8, false, 5.632, 2.3328},
        {2.0, true, 4.3264, 3.02848},
        {2.2, false, 4.3264, 3.48663917347026},
        {2.4, false, 4.3264, 3.821874416040255},
        {2.6, false, 5.66528, 4.053385727709987},
        {2.8, false, 5.66528, 4.200373108479454},
        {3.0, false, 4.333056, 4.282036558348658},
        {3.2, true, 4.333056, 2.99742559084406},
        {3.4, false, 4.333056, 3.4522263943863463},
    };
    send_rate_state state(at(0));
    for (const step& each : steps) {
        state.answered(each.throttled, at(each.time));
        EXPECT_NEAR(state.measured(), each.measured, 1e-9) << each.time;
        EXPECT_NEAR(state.rate(), each.rate, 1e-9) << each.time;
    }
}

// botocore, test_adaptive.py (TestRateClocker)
TEST(SendRateState, MeasuresByHalfSeconds) {
    const auto measured = [](const std::vector<double>& answers) {
        send_rate_state state(at(0));
        for (const double each : answers) state.answered(false, at(each));
        return state.measured();
    };
    EXPECT_EQ(measured({}), 0);
    EXPECT_NEAR(measured({1}), 0.8, 1e-12);
    EXPECT_EQ(measured({0.1, 0.2, 0.3, 0.4, 0.49}), 0);
    EXPECT_NEAR(measured({0.1, 0.2, 0.3, 0.4, 0.49, 0.5}), 12 * 0.8, 1e-12);
    std::vector<double> steady;
    for (int i = 1; i <= 20; ++i) steady.push_back(i);
    EXPECT_NEAR(measured(steady), 1, 1e-9);
    EXPECT_GE(measured({1, 1, 1, 2, 3}), 1);
}

TEST(SendRateState, HasNoLimitBeforeTheFirstThrottling) {
    send_rate_state state(at(0));
    for (int i = 0; i < 1000; ++i) {
        EXPECT_EQ(state.wait_for(1, at(0)), seconds(0));
        state.take();
        state.answered(false, at(0));
    }
    EXPECT_FALSE(state.limited());
    state.answered(true, at(0.1));
    EXPECT_TRUE(state.limited());
}

// 20 responses a second up to `time`; the last one throttles.
send_rate_state throttled_at(double time) {
    send_rate_state state(at(0));
    for (int i = 1; i < static_cast<int>(time * 20); ++i) state.answered(false, at(i / 20.0));
    state.answered(true, at(time));
    return state;
}

TEST(SendRateState, ThrottlingTakesAThirdOff) {
    const send_rate_state state = throttled_at(10);
    EXPECT_NEAR(state.measured(), 20, 0.5);
    EXPECT_NEAR(state.rate(), state.measured() * 0.7, 1e-9);
}

TEST(SendRateState, TokensRunOutAndComeBackAtItsRate) {
    send_rate_state state = throttled_at(10);
    int taken = 0;
    while (state.wait_for(1, at(10)) == seconds(0)) state.take(), ++taken;
    EXPECT_LE(taken, state.rate() + 1) << "a second's worth at most";
    const seconds wait = state.wait_for(1, at(10));
    EXPECT_LE(wait.count(), 1 / state.rate() + 1e-9);
    EXPECT_NEAR(state.wait_for(5, at(10)).count() - wait.count(), 4 / state.rate(), 1e-9)
        << "the fifth in line waits for four more";
    EXPECT_EQ(state.wait_for(1, at(10 + wait.count())), seconds(0)) << "that long was enough";
    EXPECT_GT(state.wait_for(1.5, at(10 + wait.count())), seconds(0));
}

// A state whose tokens may go below zero makes later requests wait too long (smithy-rs, pull request 4632).
TEST(SendRateState, AskingTakesNothing) {
    send_rate_state state = throttled_at(10);
    while (state.wait_for(1, at(10)) == seconds(0)) state.take();
    const seconds wait = state.wait_for(1, at(10));
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(state.wait_for(1, at(10)), wait);
    state.take();
    EXPECT_LE(state.wait_for(1, at(10)).count(), 1 / state.rate() + 1e-9);
}

TEST(SendRateState, NeverFallsBelowARequestInTwoSeconds) {
    send_rate_state state(at(0));
    for (int i = 1; i < 100; ++i) state.answered(true, at(i));
    EXPECT_EQ(state.rate(), 0.5);
    (void)state.wait_for(1, at(200));
    state.take();
    EXPECT_NEAR(state.wait_for(1, at(200)).count(), 2, 1e-6);
}

TEST(SendRateState, TheLimitIsGoneAfterFiveQuietMinutes) {
    send_rate_state state = throttled_at(10);
    while (state.wait_for(1, at(10)) == seconds(0)) state.take();
    EXPECT_GT(state.wait_for(1e6, at(10 + 300)), seconds(0));
    EXPECT_TRUE(state.limited());
    EXPECT_EQ(state.wait_for(1e6, at(10 + 301)), seconds(0));
    EXPECT_FALSE(state.limited());
    state.answered(true, at(312));
    EXPECT_TRUE(state.limited()) << "until it throttles again";
}

}  // namespace
}  // namespace dynaco::retry::send_rate_state_test
