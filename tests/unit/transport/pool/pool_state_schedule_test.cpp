#include "transport/pool/state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <string>

/// Any order of events.
namespace dynaco::test::pool_state_schedule_test {
namespace {

using namespace dynaco::transport;
using kind = pool_state::action::kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Simulates the driver, the network and the calls at random, and checks facts that must always be true.
class any_schedule {
 public:
    any_schedule(std::uint64_t seed, const pool_limits& limits, std::size_t origins)
        : random_(seed), limits_(limits), state_(limits), places_(origins) {
        for (std::size_t i = 0; i < origins; ++i) EXPECT_EQ(state_.add_origin(), i);
    }

    void run(int steps) {
        for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
            step();
            check();
        }
        drain();
    }

 private:
    // The model of an origin.
    struct place {
        std::deque<pool_state::ticket> line{};
        std::set<pool_state::connection_id> idle{};
        std::set<pool_state::connection_id> used{};
        std::size_t opening = 0;
        [[nodiscard]] std::size_t held() const { return idle.size() + used.size() + opening; }
    };

    std::uint64_t pick(std::uint64_t n) { return random_() % n; }

    void step() {
        todo_.clear();
        if (pick(4) == 0) now_ += milliseconds(pick(2000));
        at_ = pick(places_.size());
        place& p = places_[at_];
        switch (pick(12)) {
            case 0:
            case 1:
            case 2:
            case 3: ask(p); break;
            case 4:
            case 5:
                if (p.opening > 0) open(p);
                break;
            case 6:
                if (p.opening > 0) --p.opening, state_.open_failed(at_, now_, todo_);
                break;
            case 7:
            case 8: release(p, true); break;
            case 9: release(p, pick(2) == 0); break;
            case 10: give_up(p); break;
            default: seldom(); break;
        }
        obey();
    }

    void ask(place& p) {
        const auto id = state_.take_idle(at_, now_, todo_);
        obey();
        todo_.clear();
        if (id) {
            EXPECT_TRUE(p.line.empty()) << "somebody was passed";
            EXPECT_EQ(p.idle.erase(*id), 1U) << "was not idle";
            EXPECT_TRUE(p.used.insert(*id).second) << "handed out twice";
        } else if (const auto mine = state_.wait(at_, now_, todo_)) {
            p.line.push_back(*mine);
        } else {
            EXPECT_GE(in_line(), limits_.max_waiting) << "refused without need";
            EXPECT_TRUE(todo_.empty());
        }
    }

    // The new connection is known only after the step, its actions come before: `obey` waits for it.
    void open(place& p) {
        --p.opening;
        const auto id = state_.opened(at_, now_, static_cast<double>(pick(1000)) / 1000, todo_);
        EXPECT_TRUE(live_.emplace(id, at_).second) << "the name is taken";
        p.idle.insert(id);
    }

    void release(place& p, bool usable) {
        if (p.used.empty()) return;
        const auto id = *std::next(p.used.begin(), static_cast<std::ptrdiff_t>(pick(p.used.size())));
        p.used.erase(id);
        if (usable) {
            p.idle.insert(id);
            state_.released(id, now_, todo_);
        } else {
            live_.erase(id);
            state_.lost(id, close_reason::broken, now_, todo_);
        }
    }

    void give_up(place& p) {
        if (p.line.empty()) return;
        const auto at = p.line.begin() + static_cast<std::ptrdiff_t>(pick(p.line.size()));
        state_.abandon(at_, *at, now_, true);
        p.line.erase(at);
    }

    void seldom() {
        switch (pick(20)) {
            case 0: state_.drop_idle(at_, close_reason::by_server, todo_); break;
            case 1: state_.drop_idle(close_reason::drained, todo_); break;
            case 2: state_.prepare(at_, pick(4), now_, todo_); break;
            case 3: now_ += seconds(pick(100)); break;
            default: break;
        }
    }

    void obey() {
        for (const auto& each : todo_) {
            place& p = places_[each.origin];
            switch (each.what) {
                case kind::open: ++p.opening; break;
                case kind::close:
                    EXPECT_EQ(p.idle.erase(each.connection), 1U) << "closed what was not idle";
                    EXPECT_EQ(live_.erase(each.connection), 1U);
                    break;
                case kind::fail: served(p, each.waiter); break;
                case kind::grant:
                    served(p, each.waiter);
                    EXPECT_EQ(live_.at(each.connection), each.origin) << "another origin's connection";
                    EXPECT_EQ(p.idle.erase(each.connection), 1U) << "granted what was not free";
                    EXPECT_TRUE(p.used.insert(each.connection).second) << "handed out twice";
                    break;
            }
        }
    }

    static void served(place& p, pool_state::ticket who) {
        ASSERT_FALSE(p.line.empty());
        EXPECT_EQ(who, p.line.front()) << "out of order";
        p.line.pop_front();
    }

    [[nodiscard]] std::size_t total() const {
        std::size_t sum = 0;
        for (const place& p : places_) sum += p.held();
        return sum;
    }
    [[nodiscard]] std::size_t in_line() const {
        std::size_t sum = 0;
        for (const place& p : places_) sum += p.line.size() - std::min(p.line.size(), p.opening);
        return sum;
    }

    void check() const {
        std::size_t idle = 0;
        for (const place& p : places_) idle += p.idle.size();
        EXPECT_LE(total(), limits_.max_connections);
        for (std::size_t o = 0; o < places_.size(); ++o) {
            const place& p = places_[o];
            const auto told = state_.statistics(o);
            EXPECT_EQ(told.idle, p.idle.size());
            EXPECT_EQ(told.in_use, p.used.size());
            EXPECT_EQ(told.opening, p.opening);
            EXPECT_EQ(told.waiting, p.line.size());
            EXPECT_EQ(told.opened, told.closed.total() + told.open());
            EXPECT_LE(p.held(), limits_.max_per_origin);
            EXPECT_TRUE(p.line.empty() || p.idle.empty()) << "somebody waits while a connection is idle";
            const bool served = p.opening >= p.line.size() || p.held() == limits_.max_per_origin;
            EXPECT_TRUE(served || (total() == limits_.max_connections && idle == 0))
                << "somebody waits while there is room";
        }
        EXPECT_LE(in_line(), limits_.max_waiting);
    }

    // All waiting calls get a connection if connections are returned and opened.
    void drain() {
        for (int i = 0; i < 100'000 && in_line() + waiting() > 0; ++i) {
            todo_.clear();
            at_ = static_cast<std::size_t>(i) % places_.size();
            place& p = places_[at_];
            if (p.opening > 0)
                open(p);
            else
                release(p, true);
            obey();
        }
        EXPECT_EQ(waiting(), 0U) << "somebody is never served";
    }
    [[nodiscard]] std::size_t waiting() const {
        std::size_t sum = 0;
        for (const place& p : places_) sum += p.line.size();
        return sum;
    }

    std::mt19937_64 random_;
    pool_limits limits_;
    pool_state state_;
    pool_state::time_point now_{};
    pool_state::actions todo_{};
    std::vector<place> places_;
    std::size_t at_ = 0;
    std::map<pool_state::connection_id, std::size_t> live_{};
};

struct schedule_case {
    pool_limits limits;
    std::size_t origins;
};

TEST(PoolStateSchedule, AnyOrderOfEventsKeepsThePromises) {
    const std::array cases{
        schedule_case{{.max_connections = 1, .max_per_origin = 1, .max_waiting = 20}, 1},
        schedule_case{{.max_connections = 4, .max_per_origin = 4, .max_waiting = 10}, 1},
        schedule_case{{.max_connections = 1, .max_per_origin = 1, .max_waiting = 30}, 3},
        schedule_case{{.max_connections = 5, .max_per_origin = 5, .max_waiting = 30}, 2},
        schedule_case{{.max_connections = 6, .max_per_origin = 3, .max_waiting = 0, .max_age = seconds(30)},
                      4},
        schedule_case{{.max_connections = 10, .max_per_origin = 4, .max_waiting = 50, .max_age = seconds(60)},
                      7},
    };
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        for (std::size_t i = 0; i < cases.size() && !HasFailure(); ++i) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ", case " + std::to_string(i));
            any_schedule(seed, cases[i].limits, cases[i].origins).run(10'000);
        }
    }
}

}  // namespace
}  // namespace dynaco::test::pool_state_schedule_test
