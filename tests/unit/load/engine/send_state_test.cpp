#include "load/engine/send_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace send_state_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;
using action = send_step::action;

struct sending {
    explicit sending(send_options options = {}) : state(options, {}) {
        for (const char* name : {"a", "b"}) state.add_table(name, {.start_units_per_second = 1e6}, {}, {});
    }
    void add(std::size_t count, std::uint32_t table = 0, bool single = false) {
        for (; count > 0; --count) {
            const std::string& key = keys.emplace_back(std::to_string(keys.size()));
            state.accept({.key = key,
                          .sequence = keys.size() - 1,
                          .hash_key = keys.size(),
                          .table = table,
                          .bytes = 100,
                          .single = single},
                         now);
        }
    }
    /// The next step. Does not stop at the waits of the buckets, which are less than a millisecond.
    send_step next() {
        auto step = state.next(now);
        for (; step.what == action::wait && step.wait < 1ms; step = state.next(now)) now += step.wait;
        return step;
    }
    std::size_t size(const send_step& step) { return state.batch(step.request).writes.size(); }
    void answer(const send_step& step, std::vector<write_id> leftovers = {}) {
        outcome.clear();
        state.answered(step.request, {.leftovers = leftovers}, now, outcome);
    }

    time_point now{};
    send_state state;
    std::deque<std::string> keys;
    send_outcome outcome;
};

TEST(SendState, WaitsALittleUntilARequestIsFull) {
    sending s({.linger = 5ms});
    EXPECT_EQ(s.next().what, action::idle);
    s.add(3);
    auto step = s.next();
    EXPECT_EQ(step.what, action::wait);
    EXPECT_EQ(step.wait, 5ms);
    s.now += 2ms;
    s.add(1);
    step = s.next();
    EXPECT_EQ(step.wait, 3ms);
    s.now += 3ms;
    step = s.next();
    ASSERT_EQ(step.what, action::send);
    EXPECT_EQ(s.size(step), 4u);
    s.add(30);
    step = s.next();
    ASSERT_EQ(step.what, action::send);
    EXPECT_EQ(s.size(step), 25u);
    EXPECT_EQ(s.next().what, action::wait);
    s.state.drain();
    EXPECT_EQ(s.next().what, action::send);
}

// Nothing is in flight, so only the time can release the writes of a hash key that became hot.
TEST(SendState, WritesOfOneHotKeyAreSentOn) {
    sending s;
    s.state.drain();
    for (int i = 0; i < 100; ++i) {
        const std::string& key = s.keys.emplace_back(std::to_string(i));
        s.state.accept({.key = key, .sequence = static_cast<std::uint64_t>(i), .hash_key = 7, .bytes = 100},
                       s.now);
    }
    const auto first = s.next();
    ASSERT_EQ(first.what, action::send);
    const std::vector<write_id> all = s.state.batch(first.request).writes;
    const std::vector<throttle_reason> reasons{{.limit = throttle_limit::key_range, .table = "a"}};
    s.outcome.clear();
    s.state.answered(first.request, {.leftovers = all, .reasons = reasons}, s.now, s.outcome);
    ASSERT_EQ(s.outcome.hot, (std::vector<std::uint64_t>{7}));
    for (std::size_t left = 100; left > 0;) {
        auto step = s.state.next(s.now);
        for (; step.what == action::wait; step = s.state.next(s.now)) s.now += step.wait;
        ASSERT_EQ(step.what, action::send) << left << " writes are left, and nothing would wake the load";
        left -= s.size(step);
        s.answer(step);
    }
    EXPECT_EQ(s.state.order().pending(), 0u);
}

// Without a reason of a key range, hash keys are not blamed.
TEST(SendState, KeysAreNotBlamedForTheThroughputOfTheTable) {
    sending s;
    s.state.drain();
    for (int i = 0; i < 10; ++i) {
        const std::string& key = s.keys.emplace_back(std::to_string(i));
        s.state.accept({.key = key, .sequence = static_cast<std::uint64_t>(i), .hash_key = 7, .bytes = 100},
                       s.now);
    }
    const std::vector<throttle_reason> reasons{{.limit = throttle_limit::provisioned, .table = "a"}};
    for (int i = 0; i < 20; ++i) {
        auto step = s.state.next(s.now);
        for (; step.what == action::wait; step = s.state.next(s.now)) s.now += step.wait;
        ASSERT_EQ(step.what, action::send);
        const std::vector<write_id> all = s.state.batch(step.request).writes;
        s.outcome.clear();
        s.state.answered(step.request, {.leftovers = all, .reasons = reasons}, s.now, s.outcome);
        EXPECT_TRUE(s.outcome.hot.empty());
    }
    EXPECT_LT(s.state.pace(0).rate(0), 1e6);
}

TEST(SendState, MixesTablesOnlyIfRequestsAreNotFull) {
    sending s;
    s.state.drain();
    s.add(10, 0);
    s.add(10, 1);
    const auto step = s.next();
    EXPECT_EQ(s.size(step), 20u);
    s.answer(step);
    EXPECT_EQ(s.outcome.written.size(), 20u);
    s.add(10, 0);
    s.add(40, 1);
    EXPECT_EQ(s.size(s.next()), 25u);
    sending apart({.mixed_tables = false});
    apart.state.drain();
    apart.add(10, 0);
    apart.add(10, 1);
    EXPECT_EQ(apart.size(apart.next()), 10u);
}

TEST(SendState, LimitsRequestsInFlight) {
    sending s({.max_requests = 3});
    s.add(500);
    std::vector<send_step> steps;
    for (auto step = s.next(); step.what == action::send; step = s.next()) steps.push_back(step);
    EXPECT_EQ(steps.size(), 3u);
    EXPECT_EQ(s.next().what, action::idle);
    s.answer(steps[1]);
    EXPECT_EQ(s.next().what, action::send);
}

TEST(SendState, KnowsWhenItHasEnoughWrites) {
    sending s({.batch_size = 10, .max_requests = 8});
    s.add(159);
    EXPECT_FALSE(s.state.is_supplied(0));
    s.add(1);
    EXPECT_TRUE(s.state.is_supplied(0));
    EXPECT_FALSE(s.state.is_supplied(1));
    EXPECT_FALSE(s.state.needs_supply(0));
    std::vector<send_step> steps;
    while (s.state.requests_in_flight() < 8) steps.push_back(s.next());
    EXPECT_FALSE(s.state.is_supplied(0));
    EXPECT_FALSE(s.state.needs_supply(0));  // half of it is left
    s.answer(steps.front());
    s.next();
    EXPECT_TRUE(s.state.needs_supply(0));
    s.add(160, 1, true);
    EXPECT_TRUE(s.state.is_supplied(1));  // each in its own request
}

TEST(SendState, WritesThatCannotBeSentAreNotASupply) {
    sending s({.batch_size = 10, .max_requests = 8});
    s.add(160);
    const auto step = s.next();
    const auto& sent = s.state.batch(step.request).writes;
    // Other writes of the keys in flight.
    for (const write_id id : sent) {
        planned_write again = s.state.order()[id];
        again.sequence += 1000;
        EXPECT_EQ(s.state.accept(again, s.now).what, key_order::outcome::held);
    }
    EXPECT_FALSE(s.state.is_supplied(0));
    s.answer(step);
    EXPECT_TRUE(s.state.is_supplied(0));
}

TEST(SendState, WritesOfFewHashKeysAreNotASupply) {
    sending s({.batch_size = 10, .max_requests = 8});
    for (std::size_t i = 0; i < 1000; ++i) {
        const std::string& key = s.keys.emplace_back(std::to_string(i));
        s.state.accept({.key = key, .sequence = i, .hash_key = i % 15, .bytes = 100}, s.now);
    }
    EXPECT_FALSE(s.state.is_supplied(0));
    s.add(1000);
    EXPECT_TRUE(s.state.is_supplied(0));
}

TEST(SendState, PausesLongerAfterEachFailureAndRejectsNothing) {
    sending s({.max_requests = 2});
    s.add(25);
    nanoseconds expected{};
    for (int i = 0; i < 12; ++i) {
        const auto step = s.next();
        ASSERT_EQ(step.what, action::send) << i;
        s.now += 1ms;
        s.state.failed(step.request, 0, s.now, s.outcome);
        if (i > 0) {
            const auto wait = s.next();
            ASSERT_EQ(wait.what, action::wait);
            EXPECT_EQ(wait.wait, expected);
            s.now += wait.wait;
        }
        // Jitter 0 halves the pause.
        expected = i == 0 ? 25ms : std::min<nanoseconds>(expected * 2, 2500ms);
    }
    EXPECT_EQ(*s.state.failing_since(), time_point{});
    const auto step = s.next();
    EXPECT_EQ(s.size(step), 25u);
    s.answer(step);
    EXPECT_FALSE(s.state.failing_since());
    EXPECT_EQ(s.outcome.written.size(), 25u);
}

TEST(SendState, BisectsARefusedRequestBeforeOtherWrites) {
    sending s({.max_requests = 1});
    s.add(60);
    std::size_t written = 0;
    std::size_t requests = 0;
    std::vector<std::uint64_t> rejected;
    s.state.drain();
    for (auto step = s.next(); s.state.order().pending() > 0; step = s.next()) {
        if (step.what == action::wait) {
            s.now += step.wait;
            continue;
        }
        ASSERT_EQ(step.what, action::send);
        ++requests;
        bool bad = false;
        for (const write_id id : s.state.batch(step.request).writes)
            bad = bad || s.state.order()[id].sequence == 13;
        s.outcome.clear();
        if (bad)
            s.state.refused(step.request, s.now, s.outcome);
        else
            s.state.answered(step.request, {}, s.now, s.outcome);
        written += s.outcome.written.size();
        for (const ended_write& each : s.outcome.rejected) rejected.push_back(each.sequence);
        if (requests == 2) {
            EXPECT_LE(s.size(step), 13u) << "a half is sent next";
        }
    }
    EXPECT_EQ(written, 59u);
    EXPECT_EQ(rejected, (std::vector<std::uint64_t>{13}));
}

TEST(SendState, SendsLeftoversAlone) {
    sending s;
    s.add(75);
    const auto first = s.next();
    const auto ids = s.state.batch(first.request).writes;
    s.answer(first, {ids[9], ids[4]});
    s.now += 1s;
    const auto second = s.next();
    EXPECT_EQ(s.state.batch(second.request).writes, (std::vector<write_id>{ids[9], ids[4]}));
    EXPECT_TRUE(s.state.batch(second.request).leftovers);
}

// Both tables have a hash key with several writes. DynamoDB names one of the tables.
TEST(SendState, OnlyKeysOfTheThrottledTableBecomeHot) {
    for (const std::uint32_t throttled : {0u, 1u}) {
        sending s;
        s.state.drain();
        for (int i = 0; i < 20; ++i) {
            const std::uint32_t table = i % 2 == 0 ? 0 : 1;
            const std::string& key = s.keys.emplace_back(std::to_string(i));
            s.state.accept({.key = key,
                            .sequence = static_cast<std::uint64_t>(i),
                            .hash_key = 100 + table,
                            .table = table,
                            .bytes = 100},
                           s.now);
        }
        const auto step = s.next();
        const auto all = s.state.batch(step.request).writes;
        ASSERT_EQ(all.size(), 20u);
        const throttle_reason reason{.limit = throttle_limit::key_range, .table = throttled == 0 ? "a" : "b"};
        s.outcome.clear();
        s.state.answered(step.request, {.leftovers = all, .reasons = {&reason, 1}}, s.now, s.outcome);
        EXPECT_EQ(s.outcome.hot, (std::vector<std::uint64_t>{100 + throttled}));
    }
}

// ---- tables that end -------------------------------------------------------------------------------------

std::vector<std::uint64_t> sequences_of(const std::vector<ended_write>& all) {
    std::vector<std::uint64_t> found;
    for (const ended_write& each : all) found.push_back(each.sequence);
    std::ranges::sort(found);
    return found;
}

TEST(SendState, ARefusedTableIsFoundByRequestsToOneTable) {
    sending s;
    s.state.drain();
    s.add(3, 0);
    s.add(4, 1);
    const auto mixed = s.next();
    ASSERT_EQ(s.size(mixed), 7u);
    EXPECT_FALSE(s.state.table_refused(mixed.request, s.now, s.outcome));
    EXPECT_TRUE(s.outcome.unsent.empty());
    const auto one = s.next();
    const auto other = s.next();
    EXPECT_EQ(s.size(one) + s.size(other), 7u);
    const auto of_second = s.size(one) == 4u ? one : other;
    const auto of_first = s.size(one) == 4u ? other : one;
    EXPECT_EQ(s.state.table_refused(of_second.request, s.now, s.outcome), 1u);
    EXPECT_EQ(sequences_of(s.outcome.unsent), (std::vector<std::uint64_t>{3, 4, 5, 6}));
    s.answer(of_first);
    EXPECT_EQ(s.outcome.written.size(), 3u);
    EXPECT_EQ(s.state.order().pending(), 0u);
    EXPECT_EQ(s.state.requests_in_flight(), 0u);
}

TEST(SendState, WritesOfAnEndedTableEndWhereverTheyAre) {
    sending s({.max_requests = 10});
    s.add(100, 1);
    s.add(30, 1, true);
    std::vector<send_step> steps;
    while (steps.size() < 6) {
        steps.push_back(s.next());
        ASSERT_EQ(steps.back().what, action::send);
    }
    std::size_t unsent = 0;
    std::size_t written = 0;
    const auto note = [&] {
        unsent += s.outcome.unsent.size();
        written += s.outcome.written.size();
        s.outcome.clear();
    };
    EXPECT_EQ(s.state.table_refused(steps[0].request, s.now, s.outcome), 1u);
    note();
    EXPECT_GT(unsent, 0u);
    EXPECT_FALSE(s.state.table_refused(steps[1].request, s.now, s.outcome)) << "it ended once";
    note();
    s.state.failed(steps[2].request, 0, s.now, s.outcome);
    note();
    s.state.refused(steps[3].request, s.now, s.outcome);
    note();
    EXPECT_EQ(written, 0u);
    const auto sent = s.state.batch(steps[4].request).writes;
    s.state.answered(steps[4].request, {.leftovers = {sent.data(), 1}}, s.now, s.outcome);
    note();
    EXPECT_EQ(written, sent.size() - 1);
    s.state.answered(steps[5].request, {}, s.now, s.outcome);
    note();
    EXPECT_EQ(written + unsent, 130u);
    EXPECT_EQ(s.state.order().pending(), 0u);
    s.now += 10s;
    EXPECT_EQ(s.next().what, action::idle);
}

// A write in flight, one that replaced another, and a single one, all of one key.
TEST(SendState, WritesThatWaitForAWriteOfTheSameKeyEndWithTheTable) {
    sending s;
    s.state.drain();
    const std::string key = "k";
    auto add = [&, sequence = std::uint64_t{0}](bool single) mutable {
        s.state.accept(
            {.key = key, .sequence = sequence++, .hash_key = 1, .table = 0, .bytes = 10, .single = single},
            s.now);
    };
    add(false);
    const auto first = s.next();
    add(false);
    add(false);
    add(true);
    s.add(1, 0);
    const auto second = s.next();
    EXPECT_EQ(s.state.table_refused(second.request, s.now, s.outcome), 0u);
    s.outcome.clear();
    s.answer(first);
    EXPECT_EQ(s.outcome.written.size(), 1u);
    EXPECT_EQ(sequences_of(s.outcome.unsent), (std::vector<std::uint64_t>{2, 3}));
    ASSERT_EQ(s.outcome.dropped_unsent.size(), 1u);
    EXPECT_EQ(s.outcome.dropped_unsent[0].first, 1u);
    EXPECT_EQ(s.state.order().pending(), 0u);
}

}  // namespace
}  // namespace send_state_test
