#include "client/route/node_state.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::node_state_test {
namespace {

using namespace std::chrono_literals;

transport::origin at(std::string host) { return {.tls = false, .host = std::move(host), .port = 8000}; }

std::vector<transport::origin> nodes(const std::vector<std::string>& hosts) {
    std::vector<transport::origin> all;
    for (const std::string& host : hosts) all.push_back(at(host));
    return all;
}

constexpr detail::node_state::time_point start{1h};

// The hosts of the next `count` turns.
std::string turns(detail::node_state& state, int count, detail::node_state::time_point now = start) {
    std::string hosts;
    for (int i = 0; i < count; ++i) hosts += state.next(now).host;
    return hosts;
}

TEST(NodeState, NodesTakeTurns) {
    detail::node_state state(nodes({"a", "b", "c"}), 0);
    EXPECT_EQ(turns(state, 7), "abcabca");
    EXPECT_EQ(state.next(start), at("b"));
}

TEST(NodeState, ClientsBeginAtDifferentOnes) {
    detail::node_state state(nodes({"a", "b", "c"}), 5);
    EXPECT_EQ(turns(state, 3), "cab");
}

TEST(NodeState, RepeatedNodesCountOnce) {
    detail::node_state state(nodes({"b", "a", "b"}), 0);
    EXPECT_EQ(state.size(), 2u);
    EXPECT_EQ(turns(state, 4), "abab");
}

TEST(NodeState, OneThatFailedIsPassedOverAndTheOthersShareItsTurns) {
    detail::node_state state(nodes({"a", "b", "c"}), 0);
    state.failed(at("b"), start, 0.5);
    EXPECT_FALSE(state.all_up());
    EXPECT_EQ(turns(state, 6), "acacac");
}

TEST(NodeState, OneCallTriesItAgain) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("b"), start, 0);
    EXPECT_EQ(turns(state, 2, start + 499ms), "aa");
    EXPECT_EQ(turns(state, 4, start + 500ms), "baaa");
    state.succeeded(at("b"));
    EXPECT_TRUE(state.all_up());
    EXPECT_EQ(turns(state, 4, start + 500ms), "baba");
}

TEST(NodeState, ATrialThatNobodyReportsIsRepeated) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("b"), start, 0);
    EXPECT_EQ(turns(state, 2, start + 500ms), "ab");
    EXPECT_EQ(turns(state, 3, start + 1499ms), "aaa");
    EXPECT_EQ(turns(state, 2, start + 1500ms), "ba");
}

TEST(NodeState, PausesGrowToAnEnd) {
    detail::node_state state(nodes({"a", "b"}), 0);
    detail::node_state::time_point now = start;
    const std::chrono::milliseconds pauses[] = {1000ms, 2000ms, 4000ms, 8000ms, 16'000ms, 30'000ms, 30'000ms};
    for (const auto pause : pauses) {
        state.failed(at("b"), now, 0);
        EXPECT_EQ(turns(state, 2, now + pause / 2 - 1ms), "aa") << pause.count();
        now += pause / 2;
        const std::string both = turns(state, 2, now);
        EXPECT_NE(both.find('b'), std::string::npos) << pause.count();
    }
}

TEST(NodeState, PausesAreJittered) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("b"), start, 0.5);
    EXPECT_EQ(turns(state, 2, start + 749ms), "aa");
    EXPECT_EQ(turns(state, 2, start + 750ms), "ba");
}

TEST(NodeState, OneFailureThatManyNoticeCountsOnce) {
    detail::node_state state(nodes({"a", "b"}), 0);
    for (int i = 0; i < 100; ++i) state.failed(at("b"), start + i * 1ms, 0);
    EXPECT_EQ(turns(state, 2, start + 500ms), "ab");
}

TEST(NodeState, ASuccessForgetsAllFailures) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("b"), start, 0);
    EXPECT_EQ(turns(state, 2, start + 500ms), "ab");
    state.failed(at("b"), start + 500ms, 0);
    state.succeeded(at("b"));
    state.failed(at("b"), start + 1s, 0);
    EXPECT_EQ(turns(state, 2, start + 1499ms), "aa");
    EXPECT_EQ(turns(state, 2, start + 1500ms), "ba");
}

TEST(NodeState, WhenAllAreDownTheOneTriedLongestAgoIsTried) {
    detail::node_state state(nodes({"a", "b", "c"}), 0);
    state.failed(at("b"), start, 0.9);
    state.failed(at("c"), start + 1ms, 0.9);
    state.failed(at("a"), start + 2ms, 0.9);
    EXPECT_EQ(turns(state, 1, start + 3ms), "b");
    EXPECT_EQ(turns(state, 1, start + 4ms), "c");
    EXPECT_EQ(turns(state, 1, start + 5ms), "a");
    EXPECT_EQ(turns(state, 1, start + 6ms), "b");
    state.succeeded(at("c"));
    EXPECT_EQ(turns(state, 3, start + 7ms), "ccc");
}

TEST(NodeState, ASingleNodeIsAlwaysNext) {
    detail::node_state state(nodes({"a"}), 7);
    state.failed(at("a"), start, 0.5);
    EXPECT_EQ(turns(state, 3), "aaa");
}

TEST(NodeState, AnotherListKeepsTheMarksOfThoseThatStay) {
    detail::node_state state(nodes({"a", "b", "c"}), 0);
    state.failed(at("b"), start, 0);
    state.failed(at("c"), start, 0);
    state.replace(nodes({"d", "b", "a"}));
    EXPECT_EQ(state.size(), 3u);
    EXPECT_EQ(turns(state, 4), "adad");
    EXPECT_FALSE(state.all_up());
    state.succeeded(at("b"));
    EXPECT_TRUE(state.all_up());
    EXPECT_EQ(turns(state, 3), "abd");
}

TEST(NodeState, AnotherListIsUpIfThoseThatWereDownHaveLeft) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("b"), start, 0);
    state.replace(nodes({"a", "c"}));
    EXPECT_TRUE(state.all_up());
    EXPECT_EQ(turns(state, 4), "acac");
}

TEST(NodeState, ConfiguredNodesOutsideTheListAreInReserve) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.replace(nodes({"x", "y"}));
    EXPECT_EQ(state.size(), 2u);
    EXPECT_FALSE(state.contains(at("a")));
    EXPECT_TRUE(state.contains(at("x")));
    EXPECT_EQ(turns(state, 4), "xyxy");
    state.failed(at("x"), start, 0);
    EXPECT_EQ(turns(state, 2), "yy");
    state.failed(at("y"), start, 0);
    EXPECT_EQ(turns(state, 4), "abab") << "when all others are passed over";
    state.failed(at("a"), start, 0);
    EXPECT_EQ(turns(state, 2), "bb");
    EXPECT_EQ(turns(state, 3, start + 500ms), "xya") << "the others are tried first";
    state.succeeded(at("y"));
    EXPECT_EQ(turns(state, 2, start + 501ms), "yy");
    state.succeeded(at("x"));
    EXPECT_TRUE(state.all_up()) << "nobody waits for a node in reserve";
    state.replace(nodes({"a", "x"}));
    EXPECT_FALSE(state.all_up()) << "a is down";
    EXPECT_NE(turns(state, 2, start + 2s).find('a'), std::string::npos) << "a is tried";
}

TEST(NodeState, AnotherListGoesOnWithTheTurn) {
    detail::node_state state(nodes({"a", "b", "c", "d"}), 0);
    EXPECT_EQ(turns(state, 2), "ab");
    state.replace(nodes({"a", "b", "d", "e"}));
    EXPECT_EQ(turns(state, 3), "dea");
    EXPECT_EQ(turns(state, 2), "bd");
    state.replace(nodes({"a"}));
    EXPECT_EQ(turns(state, 2), "aa");
}

TEST(NodeState, AnEmptyListChangesNothing) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.replace({});
    EXPECT_EQ(turns(state, 3), "aba");
}

TEST(NodeState, WhatIsNotInTheListIsNothingToIt) {
    detail::node_state state(nodes({"a", "b"}), 0);
    state.failed(at("x"), start, 0);
    state.failed({.tls = true, .host = "a", .port = 8000}, start, 0);
    state.failed({.tls = false, .host = "a", .port = 8001}, start, 0);
    EXPECT_TRUE(state.all_up());
    state.failed(at("a"), start, 0);
    state.succeeded(at("x"));
    EXPECT_EQ(turns(state, 2), "bb");
}

TEST(NodeState, HasAThousandNodesAtMost) {
    std::vector<transport::origin> many;
    for (int i = 0; i < 1500; ++i) many.push_back(at(std::to_string(i)));
    detail::node_state state(many, 0);
    EXPECT_EQ(state.size(), detail::node_state::max_nodes);
    std::map<std::string, int> given;
    for (int i = 0; i < 2000; ++i) ++given[state.next(start).host];
    EXPECT_EQ(given.size(), 1000u);
    for (const auto& [host, times] : given) EXPECT_EQ(times, 2) << host;
}

}  // namespace
}  // namespace dynaco::node_state_test
