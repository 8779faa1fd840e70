#pragma once

#include "transport/pool/state.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace dynaco::test {

using dynaco::transport::close_reason;
using dynaco::transport::pool_limits;
using dynaco::transport::pool_state;

/// "open A", "grant 3 to 1", "fail 2", "close 4": the actions of the pool after a step. Origins are A, B, C.
inline std::vector<std::string> words(const pool_state::actions& todo) {
    using kind = pool_state::action::kind;
    std::vector<std::string> all;
    for (const auto& each : todo) {
        switch (each.what) {
            case kind::open:
                all.push_back(std::string("open ") + static_cast<char>('A' + each.origin));
                break;
            case kind::grant:
                all.push_back("grant " + std::to_string(each.connection) + " to " +
                              std::to_string(each.waiter));
                break;
            case kind::fail: all.push_back("fail " + std::to_string(each.waiter)); break;
            case kind::close: all.push_back("close " + std::to_string(each.connection)); break;
        }
    }
    return all;
}

using said = std::vector<std::string>;

/// A state whose steps return the actions to perform. Time is in seconds; connections are numbered from 0,
/// tickets from 1.
struct pool_state_bench {
    explicit pool_state_bench(std::size_t max = 2)
        : pool_state_bench({.max_connections = max, .max_age = std::chrono::seconds(0)}) {}
    explicit pool_state_bench(const pool_limits& limits) : state(limits) {
        for (int i = 0; i < 3; ++i) (void)state.add_origin();
    }

    said take(char to, int now, std::optional<pool_state::connection_id> expected) {
        return during([&](auto& todo) { EXPECT_EQ(state.take_idle(id(to), at(now), todo), expected); });
    }
    said wait(char to = 'A', int now = 0) {
        return during([&](auto& todo) { ticket = state.wait(id(to), at(now), todo); });
    }
    said prepare(char to, std::size_t count) {
        return during([&](auto& todo) { state.prepare(id(to), count, at(0), todo); });
    }
    said opened(char to = 'A', int now = 0, double jitter = 0.5) {
        return during([&](auto& todo) { last = state.opened(id(to), at(now), jitter, todo); });
    }
    said open_failed(char to = 'A', int now = 0) {
        return during([&](auto& todo) { state.open_failed(id(to), at(now), todo); });
    }
    said released(pool_state::connection_id c, int now = 0) {
        return during([&](auto& todo) { state.released(c, at(now), todo); });
    }
    said lost(pool_state::connection_id c, close_reason why = close_reason::broken) {
        return during([&](auto& todo) { state.lost(c, why, at(0), todo); });
    }
    said drop_idle(char to) {
        return during([&](auto& todo) { state.drop_idle(id(to), close_reason::by_server, todo); });
    }
    said drop_all_idle() {
        return during([&](auto& todo) { state.drop_idle(close_reason::drained, todo); });
    }
    void abandon(pool_state::ticket waiter, char to = 'A', int now = 0, bool timed_out = false) {
        state.abandon(id(to), waiter, at(now), timed_out);
    }
    /// Opens `count` connections that are in use then.
    void use(char to, std::size_t count, int now = 0, double jitter = 0.5) {
        for (std::size_t i = 0; i < count; ++i) (void)wait(to, now);
        for (std::size_t i = 0; i < count; ++i) (void)opened(to, now, jitter);
    }

    [[nodiscard]] connection_statistics counts(char of = 'A') const { return state.statistics(id(of)); }
    void expect(char of, std::size_t idle, std::size_t in_use, std::size_t opening,
                std::size_t waiting) const {
        EXPECT_EQ(counts(of).idle, idle);
        EXPECT_EQ(counts(of).in_use, in_use);
        EXPECT_EQ(counts(of).opening, opening);
        EXPECT_EQ(counts(of).waiting, waiting);
    }

    pool_state state;
    std::optional<pool_state::ticket> ticket{};  ///< The connection that was lent last.
    pool_state::connection_id last = 0;          ///< The connection opened last.

 private:
    static pool_state::origin_id id(char name) { return static_cast<pool_state::origin_id>(name - 'A'); }
    static pool_state::time_point at(int now) { return pool_state::time_point{} + std::chrono::seconds(now); }
    template <class Step>
    static said during(Step step) {
        pool_state::actions todo;
        step(todo);
        return words(todo);
    }
};

}  // namespace dynaco::test
