#include "client/route/node_state.hpp"

#include <gtest/gtest.h>

namespace dynaco::node_refresh_state_test {
namespace {

using namespace std::chrono_literals;

constexpr detail::node_refresh_state::time_point start{1h};

TEST(NodeRefreshState, AsksAtOnceAndThenAtEveryInterval) {
    detail::node_refresh_state state(60s);
    EXPECT_TRUE(state.begin(start));
    state.ended();
    EXPECT_FALSE(state.begin(start + 59'999ms));
    EXPECT_TRUE(state.begin(start + 60s));
    state.ended();
    EXPECT_FALSE(state.begin(start + 119s));
}

TEST(NodeRefreshState, AsksOneAtATime) {
    detail::node_refresh_state state(60s);
    EXPECT_TRUE(state.begin(start));
    EXPECT_FALSE(state.begin(start + 1h));
    state.ended();
    EXPECT_TRUE(state.begin(start + 1h));
}

TEST(NodeRefreshState, AsksSoonerAfterANodeFailed) {
    detail::node_refresh_state state(60s);
    EXPECT_TRUE(state.begin(start));
    state.ended();
    state.node_failed(start + 10s);
    EXPECT_TRUE(state.begin(start + 10s));
    state.ended();
    state.node_failed(start + 10s);
    EXPECT_FALSE(state.begin(start + 10'999ms));
    EXPECT_TRUE(state.begin(start + 11s));
}

TEST(NodeRefreshState, FailuresDelayNothing) {
    detail::node_refresh_state state(500ms);
    EXPECT_TRUE(state.begin(start));
    state.ended();
    state.node_failed(start + 400ms);
    EXPECT_FALSE(state.begin(start + 499ms));
    EXPECT_TRUE(state.begin(start + 500ms));
    state.ended();
    state.node_failed(start + 10s);
    EXPECT_TRUE(state.begin(start + 10s));
}

TEST(NodeRefreshState, NeverAsksWithoutAnInterval) {
    for (const auto none : {0ms, -1ms}) {
        detail::node_refresh_state state(none);
        EXPECT_FALSE(state.begin(start));
        state.node_failed(start);
        EXPECT_FALSE(state.begin(start + 1h));
    }
}

TEST(NodeRefreshState, TheLongestIntervalOverflowsNothing) {
    detail::node_refresh_state state(std::chrono::milliseconds::max());
    EXPECT_TRUE(state.begin(start));
    state.ended();
    EXPECT_FALSE(state.begin(start + 24h * 364));
    EXPECT_TRUE(state.begin(start + 24h * 366));
}

}  // namespace
}  // namespace dynaco::node_refresh_state_test
