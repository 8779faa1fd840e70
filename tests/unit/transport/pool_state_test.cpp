#include "transport/pool_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace dynaco::transport {
namespace {

using std::chrono::seconds;
using kind = pool_state::action::kind;

constexpr pool_state::time_point start{};

// "open", "grant 3 to 1", "fail 2", "close 4": what a step made the pool do.
std::vector<std::string> words(const pool_state::actions& todo) {
    std::vector<std::string> all;
    for (const auto& each : todo) {
        switch (each.what) {
            case kind::open: all.emplace_back("open"); break;
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

// A state whose steps give what is to be done; time is in seconds.
struct bench {
    explicit bench(std::size_t max = 2) : state({.max_connections = max, .idle_timeout = seconds(50)}) {}

    said take(int now, std::optional<pool_state::connection_id> expected) {
        pool_state::actions todo;
        EXPECT_EQ(state.take_idle(at(now), todo), expected);
        return words(todo);
    }
    said wait() {
        return during([this](auto& todo) { state.wait(todo); });
    }
    said opened(pool_state::connection_id c, int now = 0) {
        return during([&](auto& todo) { state.opened(c, at(now), todo); });
    }
    said released(pool_state::connection_id c, int now = 0) {
        return during([&](auto& todo) { state.released(c, at(now), todo); });
    }
    said open_failed() {
        return during([this](auto& todo) { state.open_failed(todo); });
    }
    said lost() {
        return during([this](auto& todo) { state.lost(todo); });
    }
    said drop_idle() {
        return during([this](auto& todo) { state.drop_idle(todo); });
    }
    void counts(std::size_t idle, std::size_t in_use, std::size_t opening, std::size_t waiting) const {
        EXPECT_EQ(state.idle(), idle);
        EXPECT_EQ(state.in_use(), in_use);
        EXPECT_EQ(state.opening(), opening);
        EXPECT_EQ(state.waiting(), waiting);
    }

    pool_state state;

 private:
    static pool_state::time_point at(int now) { return start + seconds(now); }
    template <class Step>
    static said during(Step step) {
        pool_state::actions todo;
        step(todo);
        return words(todo);
    }
};

TEST(PoolState, StartsEmpty) {
    bench b;
    EXPECT_EQ(b.take(0, std::nullopt), said{});
    b.counts(0, 0, 0, 0);
}

TEST(PoolState, OpensForEachWhoWaitsUpToTheLimit) {
    bench b;
    EXPECT_EQ(b.wait(), said{"open"});
    EXPECT_EQ(b.wait(), said{"open"});
    EXPECT_EQ(b.wait(), said{});
    b.counts(0, 0, 2, 3);
}

TEST(PoolState, ServesInTheOrderOfArrival) {
    bench b;
    (void)b.wait(), (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.opened(1), said{"grant 1 to 1"});
    EXPECT_EQ(b.opened(2), said{"grant 2 to 2"});
    EXPECT_EQ(b.released(2), said{"grant 2 to 3"});
    EXPECT_EQ(b.released(1), said{});
    b.counts(1, 1, 0, 0);
}

TEST(PoolState, ConnectionUsedLastIsUsedNext) {
    bench b;
    (void)b.wait(), (void)b.wait(), (void)b.opened(1), (void)b.opened(2);
    (void)b.released(2, 1), (void)b.released(1, 2);
    EXPECT_EQ(b.take(3, 1U), said{});
    EXPECT_EQ(b.take(3, 2U), said{});
    EXPECT_EQ(b.take(3, std::nullopt), said{});
    b.counts(0, 2, 0, 0);
}

TEST(PoolState, NobodyPassesThoseWhoWait) {
    bench b(1);
    (void)b.wait(), (void)b.opened(1), (void)b.wait();
    EXPECT_EQ(b.take(0, std::nullopt), said{});
    EXPECT_EQ(b.released(1), said{"grant 1 to 2"});
}

TEST(PoolState, ClosesWhatWasIdleForTooLong) {
    bench b(3);
    (void)b.wait(), (void)b.wait(), (void)b.wait();
    (void)b.opened(1), (void)b.opened(2), (void)b.opened(3);
    (void)b.released(1, 0), (void)b.released(2, 10), (void)b.released(3, 20);
    EXPECT_EQ(b.take(60, 3U), (said{"close 1", "close 2"})) << "exactly 50 s is too long";
    b.counts(0, 1, 0, 0);
    (void)b.released(3, 60);
    EXPECT_EQ(b.take(110, std::nullopt), said{"close 3"});
    b.counts(0, 0, 0, 0);
}

TEST(PoolState, AConnectionThatCannotBeOpenedFailsTheFirst) {
    bench b(1);
    (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.open_failed(), (said{"fail 1", "open"})) << "the next has not been tried for yet";
    EXPECT_EQ(b.opened(7), said{"grant 7 to 2"});
    b.counts(0, 1, 0, 0);
}

TEST(PoolState, OpeningsThatFailForNobodyAreNotRepeated) {
    bench b;
    (void)b.wait();
    b.state.abandon(1);
    EXPECT_EQ(b.open_failed(), said{});
    b.counts(0, 0, 0, 0);
}

TEST(PoolState, AbandonedOpeningServesTheNext) {
    bench b;
    (void)b.wait();
    b.state.abandon(1);
    EXPECT_EQ(b.wait(), said{}) << "one is on its way already";
    EXPECT_EQ(b.opened(4), said{"grant 4 to 2"});
}

TEST(PoolState, AbandonedOpeningBecomesIdle) {
    bench b;
    (void)b.wait();
    b.state.abandon(1);
    EXPECT_EQ(b.opened(4), said{});
    EXPECT_EQ(b.take(0, 4U), said{});
}

TEST(PoolState, AbandoningTwiceOrTooLateDoesNothing) {
    bench b(1);
    (void)b.wait(), (void)b.wait(), (void)b.wait();
    b.state.abandon(2);
    b.state.abandon(2);
    EXPECT_EQ(b.opened(1), said{"grant 1 to 1"});
    b.state.abandon(1);
    EXPECT_EQ(b.released(1), said{"grant 1 to 3"});
    b.counts(0, 1, 0, 0);
}

TEST(PoolState, ALostConnectionMakesRoom) {
    bench b(1);
    (void)b.wait(), (void)b.opened(1), (void)b.wait(), (void)b.wait();
    EXPECT_EQ(b.lost(), said{"open"});
    b.counts(0, 0, 1, 2);
}

TEST(PoolState, ReleaseServesAndTheOpeningThatIsLeftBecomesIdle) {
    bench b(2);
    (void)b.wait(), (void)b.opened(1);
    EXPECT_EQ(b.wait(), said{"open"});
    EXPECT_EQ(b.released(1), said{"grant 1 to 2"});
    EXPECT_EQ(b.opened(2), said{});
    b.counts(1, 1, 0, 0);
}

TEST(PoolState, DropsIdleOnes) {
    bench b;
    (void)b.wait(), (void)b.wait(), (void)b.opened(1), (void)b.opened(2);
    (void)b.released(1), (void)b.released(2);
    EXPECT_EQ(b.drop_idle(), (said{"close 1", "close 2"}));
    b.counts(0, 0, 0, 0);
    EXPECT_EQ(b.drop_idle(), said{});
}

// --- any order of events ---

// Plays the driver, the network and the calls at random, and knows what must be true whatever happens.
class any_schedule {
 public:
    any_schedule(std::uint64_t seed, std::size_t max)
        : random_(seed), max_(max), state_({.max_connections = max, .idle_timeout = seconds(50)}) {}

    void run(int steps) {
        for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) {
            step();
            check();
        }
        drain();
    }

 private:
    std::uint64_t pick(std::uint64_t n) { return random_() % n; }

    void step() {
        pool_state::actions todo;
        now_ += std::chrono::milliseconds(pick(5000));
        switch (pick(9)) {
            case 0:
            case 1:
            case 2: ask(todo); break;
            case 3:
            case 4:
                if (opening_ > 0)
                    --opening_, live_.insert(++last_id_), state_.opened(last_id_, now_, todo),
                        idle_.insert(last_id_);
                break;
            case 5:
                if (opening_ > 0) --opening_, state_.open_failed(todo);
                break;
            case 6: release(true, todo); break;
            case 7: release(pick(2) == 0, todo); break;
            default: pick(20) == 0 ? state_.drop_idle(todo) : give_up(); break;
        }
        obey(todo);
    }

    void ask(pool_state::actions& todo) {
        const auto id = state_.take_idle(now_, todo);
        obey(todo);
        todo.clear();
        if (id) {
            EXPECT_EQ(idle_.erase(*id), 1U) << "was not idle";
            EXPECT_TRUE(used_.insert(*id).second) << "handed out twice";
        } else {
            line_.push_back(state_.wait(todo));
        }
    }

    void release(bool usable, pool_state::actions& todo) {
        if (used_.empty()) return;
        const auto id = *std::next(used_.begin(), static_cast<std::ptrdiff_t>(pick(used_.size())));
        used_.erase(id);
        if (usable) {
            idle_.insert(id);
            state_.released(id, now_, todo);
        } else {
            live_.erase(id);
            state_.lost(todo);
        }
    }

    void give_up() {
        if (line_.empty()) return;
        const auto at = line_.begin() + static_cast<std::ptrdiff_t>(pick(line_.size()));
        state_.abandon(*at);
        line_.erase(at);
    }

    void obey(const pool_state::actions& todo) {
        for (const auto& each : todo) {
            if (each.what == kind::open) ++opening_;
            if (each.what == kind::close) {
                EXPECT_EQ(idle_.erase(each.connection), 1U) << "closed what was not idle";
                live_.erase(each.connection);
            }
            if (each.what != kind::grant && each.what != kind::fail) continue;
            ASSERT_FALSE(line_.empty());
            EXPECT_EQ(each.waiter, line_.front()) << "out of order";
            line_.erase(line_.begin());
            if (each.what == kind::fail) continue;
            EXPECT_EQ(idle_.erase(each.connection), 1U) << "granted what was not free";
            EXPECT_TRUE(used_.insert(each.connection).second) << "handed out twice";
        }
    }

    void check() const {
        EXPECT_EQ(state_.idle(), idle_.size());
        EXPECT_EQ(state_.in_use(), used_.size());
        EXPECT_EQ(state_.opening(), opening_);
        EXPECT_EQ(state_.waiting(), line_.size());
        EXPECT_LE(idle_.size() + used_.size() + opening_, max_);
        EXPECT_EQ(live_.size(), idle_.size() + used_.size());
        EXPECT_TRUE(line_.empty() || idle_.empty()) << "somebody waits while a connection is idle";
        const bool full = idle_.size() + used_.size() + opening_ == max_;
        EXPECT_TRUE(opening_ >= line_.size() || full) << "somebody waits for nothing";
    }

    // Whoever waits is served if only the connections come back.
    void drain() {
        for (int i = 0; i < 10'000 && !line_.empty(); ++i) {
            pool_state::actions todo;
            if (opening_ > 0)
                --opening_, idle_.insert(++last_id_), live_.insert(last_id_),
                    state_.opened(last_id_, now_, todo);
            else
                release(true, todo);
            obey(todo);
        }
        EXPECT_TRUE(line_.empty());
    }

    std::mt19937_64 random_;
    std::size_t max_;
    pool_state state_;
    pool_state::time_point now_{};
    std::size_t opening_ = 0;
    pool_state::connection_id last_id_ = 0;
    std::set<pool_state::connection_id> live_{};
    std::set<pool_state::connection_id> idle_{};
    std::set<pool_state::connection_id> used_{};
    std::vector<pool_state::ticket> line_{};
};

TEST(PoolState, HoldsItsRulesInAnyOrderOfEvents) {
    for (std::uint64_t seed = 1; seed <= 200 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        any_schedule(seed, 1 + seed % 5).run(500);
    }
}

}  // namespace
}  // namespace dynaco::transport
