#include "table/read/rate_limit_state.hpp"

#include <gtest/gtest.h>

namespace dynaco::paging::rate_limit_state_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr rate_limit_state::time_point start{std::chrono::hours(100)};

TEST(RateLimitState, WithoutALimitNothingWaits) {
    rate_limit_state state;
    for (int i = 0; i < 3; ++i) {
        const auto turn = state.next(start);
        EXPECT_EQ(turn.wait, milliseconds(0));
        state.settle(turn, 1e9);
    }
}

TEST(RateLimitState, ThePageBeforeIsPaidForLessTheTimeGone) {
    rate_limit_state state(10);
    const auto first = state.next(start);
    EXPECT_EQ(first.wait, milliseconds(0));
    state.settle(first, 25);  // 2.5 s
    const auto second = state.next(start + milliseconds(700));
    EXPECT_EQ(second.wait, milliseconds(1800));
    state.settle(second, 5);  // 0.5 s, from when it was sent
    EXPECT_EQ(state.next(start + milliseconds(2600)).wait, milliseconds(400));
}

TEST(RateLimitState, TimeThatWasNotUsedIsNotSaved) {
    rate_limit_state state(10);
    state.settle(state.next(start), 10);
    const auto late = state.next(start + seconds(60));
    EXPECT_EQ(late.wait, milliseconds(0));
    state.settle(late, 10);
    EXPECT_EQ(state.next(start + seconds(60)).wait, seconds(1));
}

TEST(RateLimitState, PagesAskedForAtOnceTakeTurns) {
    rate_limit_state state(10);
    state.settle(state.next(start), 10);
    const auto a = state.next(start);
    const auto b = state.next(start);
    const auto c = state.next(start);
    EXPECT_EQ(a.wait, seconds(1));
    EXPECT_EQ(b.wait, seconds(2));
    EXPECT_EQ(c.wait, seconds(3));
    state.settle(a, 30);  // it used 2 s more than expected
    state.settle(b, 0);   // free: 1 s less than expected
    state.settle(c, 10);
    EXPECT_EQ(state.next(start).wait, seconds(5));
}

TEST(RateLimitState, AFailedPageIsNotPaidFor) {
    rate_limit_state state(10);
    state.settle(state.next(start), 10);
    const auto failed = state.next(start + seconds(1));
    state.release(failed);
    EXPECT_EQ(state.next(start + seconds(1)).wait, milliseconds(0));
}

TEST(RateLimitState, ATinyRateDoesNotOverflow) {
    rate_limit_state state(1e-300);
    for (int i = 0; i < 3; ++i) state.settle(state.next(start), 1e9);
    EXPECT_EQ(state.next(start).wait, rate_limit_state::longest);
}

TEST(RateLimitState, WaitsAreRoundedUpToMilliseconds) {
    rate_limit_state state(3);
    state.settle(state.next(start), 1);
    EXPECT_EQ(state.next(start).wait, milliseconds(334));
}

}  // namespace
}  // namespace dynaco::paging::rate_limit_state_test
