#include "load/pace/rate_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rate_finder_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;

/// Sends at a part of the rate for some time, in requests of 25 units.
void use(rate_finder& finder, time_point& now, nanoseconds time, double part = 1) {
    const time_point end = now + time;
    while (now < end) {
        finder.on_sent(25 * part, now);
        now += nanoseconds(static_cast<std::int64_t>(25e9 / finder.rate()));
        finder.on_answer(now, 25 * part, 0, now);
    }
}

TEST(RateFinder, DoublesEachSecondWhileNothingThrottles) {
    time_point now{};
    rate_finder finder(1000, now);
    use(finder, now, 5s);
    EXPECT_GT(finder.rate(), 16'000);
    EXPECT_LE(finder.rate(), 32'100);
    EXPECT_EQ(finder.last_limit(), 0);
}

TEST(RateFinder, DoesNotRiseIfTheRateIsNotUsed) {
    time_point now{};
    rate_finder finder(1000, now);
    use(finder, now, 10s, 0.3);
    EXPECT_LT(finder.rate(), 1001);
    EXPECT_NEAR(finder.delivered(), 300, 30);
}

TEST(RateFinder, CountsOneCutPerRoundTrip) {
    time_point now{};
    rate_finder finder(1000, now);
    const time_point sent = now;
    now += 10ms;
    for (int i = 0; i < 5; ++i) finder.on_answer(sent, 15, 10, now);
    EXPECT_EQ(finder.cuts(), 1u);
    finder.on_answer(now, 15, 10, now + 10ms);
    EXPECT_EQ(finder.cuts(), 2u);
}

TEST(RateFinder, FollowsACliffWithinThirtyResponses) {
    time_point now{};
    rate_finder finder(5000, now);
    int answers = 0;
    for (; finder.rate() > 550; ++answers) {
        const time_point sent = now;
        now += 10ms;
        const double accepted = std::min(25.0, 25 * 500 / finder.rate());
        finder.on_answer(sent, accepted, 25 - accepted, now);
        ASSERT_LT(answers, 30);
    }
    EXPECT_GE(finder.rate(), 300);
}

TEST(RateFinder, RisesAgainToTheLastLimitAndBeyond) {
    time_point now{};
    rate_finder finder(1000, now);
    use(finder, now, 1s);
    for (int i = 0; i < 2; ++i) {
        finder.on_answer(now, 0, 25, now);
        now += 1ms;
    }
    const double limit = finder.last_limit();
    EXPECT_LT(finder.rate(), limit);
    use(finder, now, 8s);
    EXPECT_NEAR(finder.rate(), limit, limit * 0.06);
    use(finder, now, 15s);
    EXPECT_GT(finder.rate(), 2 * limit);
}

// Three refusals before anything was delivered say nothing about the table.
TEST(RateFinder, LearnsNoLimitBeforeItHasDelivered) {
    time_point now{};
    rate_finder finder(5, now);
    for (int i = 0; i < 3; ++i) {
        finder.on_sent(1, now);
        now += 10ms;
        finder.on_answer(now, 0, 1, now);
    }
    EXPECT_EQ(finder.last_limit(), 0);
    use(finder, now, 12s);
    EXPECT_GT(finder.rate(), 500);
}

// A write of 300 units takes the units of 5 minutes at the lowest rate.
TEST(RateFinder, LargeWritesDoNotStopIt) {
    time_point now{};
    rate_finder finder(1, now);
    const time_point end = now + 30s;
    while (now < end) {
        finder.on_sent(300, now);
        now += nanoseconds(static_cast<std::int64_t>(300e9 / finder.rate()));
        finder.on_answer(now, 300, 0, now);
    }
    EXPECT_GT(finder.rate(), 5000);
}

// Each response arrives between two requests, when no units were sent for a while.
TEST(RateFinder, SlowResponsesDoNotHideThatTheRateIsUsed) {
    time_point now{};
    rate_finder finder(1, now);
    for (int i = 0; i < 5; ++i) {
        finder.on_sent(1, now);
        finder.on_answer(now, 1, 0, now + 300ms);
        now += nanoseconds(static_cast<std::int64_t>(1e9 / finder.rate()));
    }
    EXPECT_TRUE(finder.is_used());
    EXPECT_GT(finder.rate(), 1.5);
}

TEST(RateFinder, IgnoresTheRequestThatWasPacedBeforeTheCut) {
    time_point now{};
    rate_finder finder(1000, now);
    finder.on_sent(25, now);
    finder.on_answer(now, 15, 10, now + 5ms);
    EXPECT_EQ(finder.cuts(), 1u);
    const time_point first = now + 25ms;
    finder.on_sent(25, first);
    finder.on_answer(first, 15, 10, first + 5ms);
    EXPECT_EQ(finder.cuts(), 1u);
    const time_point second = first + 30ms;
    finder.on_sent(25, second);
    finder.on_answer(second, 15, 10, second + 5ms);
    EXPECT_EQ(finder.cuts(), 2u);
}

TEST(RateFinder, RestoresTheRateIfSomethingElseThrottled) {
    time_point now{};
    rate_finder finder(1000, now);
    for (int i = 0; i < 10; ++i) {
        finder.on_answer(now, 5, 20, now);
        now += 10ms;
    }
    EXPECT_LT(finder.rate(), 500);
    finder.undo(now);
    EXPECT_DOUBLE_EQ(finder.rate(), 1000);
    finder.undo(now);
    EXPECT_DOUBLE_EQ(finder.rate(), 1000);
}

TEST(RateFinder, NeverStops) {
    time_point now{};
    rate_finder finder(1000, now);
    for (int i = 0; i < 1000; ++i) {
        finder.on_answer(now, 0, 25, now);
        now += 10ms;
    }
    EXPECT_DOUBLE_EQ(finder.rate(), rate_finder::lowest_rate);
}

}  // namespace
}  // namespace rate_finder_test
