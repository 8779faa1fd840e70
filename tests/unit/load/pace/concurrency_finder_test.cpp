#include "load/pace/concurrency_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <queue>
#include <random>
#include <vector>

namespace concurrency_finder_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;

struct service_run {
    double part_used = 0;   // of the servers' capacity
    double mean_limit = 0;  // both in the second half
};

/// Keeps as many requests as allowed in flight at a service with `servers` that need `seconds` each.
service_run run_service(concurrency_finder& finder, std::size_t servers, double seconds, double until) {
    struct flight {
        double end;
        double begin;
        bool operator<(const flight& other) const { return end > other.end; }
    };
    std::mt19937 random(1);
    std::gamma_distribution<double> time(10, seconds / 10);
    std::vector<double> free(servers);
    std::priority_queue<flight> flights;
    double now = 0;
    double done = 0;
    double limits = 0;
    while (now < until) {
        while (flights.size() < finder.limit()) {
            const auto server = std::ranges::min_element(free);
            *server = std::max(*server, now) + time(random);
            flights.push({*server, now});
        }
        const flight first = flights.top();
        now = first.end;
        const time_point at(std::chrono::duration_cast<nanoseconds>(real_seconds(now)));
        finder.on_answer(at, std::chrono::duration_cast<nanoseconds>(real_seconds(now - first.begin)),
                         flights.size());
        flights.pop();
        if (now < until / 2) continue;
        ++done;
        limits += static_cast<double>(finder.limit());
    }
    return {.part_used = done * seconds / (static_cast<double>(servers) * until / 2),
            .mean_limit = limits / done};
}

TEST(ConcurrencyFinder, UsesAllServersWithoutALongQueue) {
    for (const std::size_t servers : {1u, 4u, 20u, 100u}) {
        concurrency_finder finder(256);
        const auto run = run_service(finder, servers, 0.01, 120);
        std::printf("%zu servers: %.1f %% used with %.0f requests in flight\n", servers, run.part_used * 100,
                    run.mean_limit);
        EXPECT_GE(run.part_used, 0.9);
        EXPECT_LE(run.mean_limit, 2.5 * static_cast<double>(servers) + 4);
    }
}

// A loader that uses all of its processors handles responses late. That is no queue of the service.
TEST(ConcurrencyFinder, AFewMillisecondsAreNoQueue) {
    concurrency_finder finder(64);
    time_point now{};
    for (int i = 0; i < 2000; ++i) {
        now += 50us;
        finder.on_answer(now, i < 100 ? 100us : 3900us, finder.limit());
    }
    EXPECT_EQ(finder.limit(), 64u);
    for (int i = 0; i < 500; ++i) {
        now += 50us;
        finder.on_answer(now, 40ms, finder.limit());
    }
    EXPECT_LT(finder.limit(), 32u);
}

TEST(ConcurrencyFinder, StaysWithinItsBounds) {
    concurrency_finder finder(10);
    run_service(finder, 1000, 0.01, 9);  // before the first probe
    EXPECT_EQ(finder.limit(), 10u);
    concurrency_finder one(0);
    EXPECT_EQ(one.limit(), 1u);
    time_point now{};
    for (int i = 0; i < 100; ++i) {
        now += 1s;
        one.on_failure(now);
    }
    EXPECT_EQ(one.limit(), 1u);
}

TEST(ConcurrencyFinder, DoesNotRiseWhileItsLimitIsNotUsed) {
    concurrency_finder finder(256);
    time_point now{};
    for (int i = 0; i < 10'000; ++i) {
        now += 1ms;
        finder.on_answer(now, 5ms, 2);
    }
    EXPECT_EQ(finder.limit(), concurrency_finder::start);
}

// Each request needs a random time that does not depend on the others.
TEST(ConcurrencyFinder, LatencyThatDiffersByChanceIsNoQueue) {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
        std::mt19937_64 random(seed);
        std::uniform_real_distribution<double> seconds(0, 0.5);
        concurrency_finder finder(64);
        double limits = 0;
        std::size_t after = 0;
        for (double now = 0; now < 60; now += 0.25 / static_cast<double>(finder.limit())) {
            const time_point at(std::chrono::duration_cast<nanoseconds>(real_seconds(now)));
            finder.on_answer(at, std::chrono::duration_cast<nanoseconds>(real_seconds(seconds(random))),
                             finder.limit());
            if (now < 10) continue;
            limits += static_cast<double>(finder.limit());
            ++after;
        }
        std::printf("seed %d: %.0f requests in flight\n", static_cast<int>(seed),
                    limits / static_cast<double>(after));
        EXPECT_GE(limits / static_cast<double>(after), 48);
    }
}

TEST(ConcurrencyFinder, AdaptsToASlowerService) {
    concurrency_finder finder(256);
    run_service(finder, 20, 0.005, 60);
    // The service needs four times as long for another reason: the limit must not stay at the bottom.
    time_point now = time_point(60s);
    for (int i = 0; i < 100'000; ++i) {
        now += 2ms;
        finder.on_answer(now, 20ms, finder.limit());
    }
    EXPECT_GE(finder.limit(), 8u);
}

}  // namespace
}  // namespace concurrency_finder_test
