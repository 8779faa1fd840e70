#include "simulated_load.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <utility>

/// After throttling has ended, a load soon writes again what it is permitted.
namespace recovery_test {
namespace {

using namespace dynaco::load_simulation;

constexpr std::uint64_t random_scenarios = 60;

/// Throttling that does not depend on the rate.
struct disturbance {
    enum class kind : unsigned char { none, first_requests, whole_requests, single_writes, key_range, index };
    kind what = kind::none;
    double part = 1;             // of the requests or writes that it refuses
    double until = 0;            // seconds
    std::uint64_t requests = 0;  // `first_requests`: among which it refuses
};

/// A load, a service and a disturbance.
struct scenario {
    double permitted = 1000;  // units per second
    double burst_seconds = 300;
    double start = 1000;  // the rate that the loader begins with
    std::uint32_t units = 1;
    std::uint64_t hash_keys = 0;  // 0: each write has its own
    std::size_t callers = 0;
    world_settings world{};
    disturbance refused{};

    [[nodiscard]] std::string text() const {
        static constexpr std::array<const char*, 6> kinds{"none",          "first requests", "whole requests",
                                                          "single writes", "key range",      "index"};
        std::array<char, 400> line{};
        std::snprintf(
            line.data(), line.size(),
            "seed %llu: %.0f units/s, burst of %.0f s, start %.0f, items of %u units, %llu hash keys, %zu "
            "callers, latency %.0f ms, reasons %d, refused: %s, part %.2f, until %.1f s, %llu "
            "requests",
            static_cast<unsigned long long>(world.seed), permitted, burst_seconds, start, units,
            static_cast<unsigned long long>(hash_keys), callers, world.latency * 1000,
            world.gives_reasons ? 1 : 0, kinds.at(static_cast<std::size_t>(refused.what)), refused.part,
            refused.until, static_cast<unsigned long long>(refused.requests));
        return line.data();
    }
};

class recovery {
 public:
    explicit recovery(const scenario& of) : of_(of), random_(of.world.seed) {}

    void run() {
        simulated_load load({}, of_.world);
        load.refuse = [this](const source_write& row, std::uint64_t request, double now) {
            const refusal why = decide(row, request, now);
            if (why != refusal::none) last_refused_ = now;
            return why;
        };
        add_to(load, of_.permitted, of_.start);
        const double part = of_.refused.part;
        if (of_.refused.what == disturbance::kind::first_requests)
            while (part > 0 && requests_ < of_.refused.requests && load.now() < longest_disturbance)
                load.run(load.now() + 1);
        else
            load.run(of_.refused.until);
        quiet_from = std::ceil(std::max(load.now(), last_refused_));
        load.run(quiet_from + 60);
        const auto from = static_cast<std::size_t>(quiet_from);
        if (std::getenv("TRACE")) print(load, from + 60);
        wanted = std::min(of_.permitted, offered());
        for (std::size_t second = from; second + 5 <= from + 30; ++second)
            best = std::max(best, load.sum(0, second, second + 5).units / 5 / wanted);
        later = load.sum(0, from + 30, from + 60).units / 30 / wanted;
    }
    /// The part of what is permitted that is written between two seconds.
    double part_used(std::size_t from, std::size_t to) {
        simulated_load load({}, of_.world);
        load.refuse = [this](const source_write& row, std::uint64_t request, double now) {
            return decide(row, request, now);
        };
        add_to(load, of_.permitted, of_.start);
        load.run(static_cast<double>(to));
        if (std::getenv("TRACE")) print(load, to);
        return load.sum(0, from, to).units / static_cast<double>(to - from) / of_.permitted;
    }

    double best = 0;   // the best part of `wanted` that was written in 5 of the first 30 s without refusals
    double later = 0;  // the part of `wanted` that was written in the 30 s after them
    double quiet_from = 0;
    double wanted = 0;  // units per second

 private:
    static constexpr double longest_disturbance = 120;

    void add_to(simulated_load& load, double permitted, double start) {
        const auto rows = [this, key = std::uint64_t{0}]() mutable -> std::optional<source_write> {
            ++key;
            return source_write{.hash_key = of_.hash_keys > 0 ? key % of_.hash_keys : key,
                                .units = of_.units,
                                .bytes = of_.units * 1000,
                                .indexes = 1};
        };
        load.add({.rate = permitted,
                  .burst_seconds = of_.burst_seconds,
                  .partition_rate = std::numeric_limits<double>::infinity(),
                  .index_rates = {std::numeric_limits<double>::infinity()}},
                 {.start_units_per_second = start}, rows, of_.callers);
    }
    // What the callers write if nothing is refused.
    double offered() {
        if (of_.callers == 0) return std::numeric_limits<double>::infinity();
        simulated_load load({}, of_.world);
        add_to(load, std::numeric_limits<double>::infinity(), 1e6);
        load.run(20);
        return load.sum(0, 10, 20).units / 10;
    }
    bool chance(double part) { return std::uniform_real_distribution<double>(0, 1)(random_) < part; }
    refusal decide(const source_write& row, std::uint64_t request, double now) {
        using kind = disturbance::kind;
        const disturbance& by = of_.refused;
        if (request + 1 != requests_) {
            requests_ = request + 1;
            refuses_request_ = chance(by.part);
        }
        if (by.what == kind::none) return refusal::none;
        if (by.what == kind::first_requests)
            return request < by.requests && refuses_request_ ? refusal::table : refusal::none;
        if (now >= by.until) return refusal::none;
        switch (by.what) {
            case kind::whole_requests: return refuses_request_ ? refusal::table : refusal::none;
            case kind::single_writes: return chance(by.part) ? refusal::table : refusal::none;
            case kind::key_range:
                return row.hash_key % 4 == 0 && chance(by.part) ? refusal::key_range : refusal::none;
            case kind::index: return refuses_request_ ? refusal::index : refusal::none;
            case kind::none:
            case kind::first_requests: break;
        }
        return refusal::none;
    }
    static void print(const simulated_load& load, std::size_t to) {
        for (std::size_t i = 0; i < to; ++i) {
            const auto s = load.sum(0, i, i + 1);
            std::printf("  %3zu s: %6.0f units, %5.0f refused, %4zu requests, %3zu throttled\n", i, s.units,
                        s.refused, s.requests, s.throttled);
        }
    }

    scenario of_;
    std::mt19937_64 random_;
    double last_refused_ = 0;
    std::uint64_t requests_ = 0;
    bool refuses_request_ = false;
};

void expect_recovery(const scenario& of) {
    recovery load(of);
    load.run();
    if (std::getenv("TRACE"))
        std::printf("%3.0f %%, later %3.0f %% of %.0f units/s; quiet from %.0f s: %s\n", load.best * 100,
                    load.later * 100, load.wanted, load.quiet_from, of.text().c_str());
    EXPECT_GE(load.best, 0.9) << of.text();
    // Near the limit, the rate rises and falls by some percent.
    EXPECT_GE(load.later, 0.8) << of.text();
}

scenario random_scenario(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&random](std::uint64_t limit) { return random() % limit; };
    const auto part = [&random] { return std::uniform_real_distribution<double>(0, 1)(random); };
    const auto one_of = [&below](const auto& values) { return values.at(below(values.size())); };
    scenario made;
    made.permitted = std::round(50 * std::pow(100, part()));
    made.burst_seconds = one_of(std::array{1.0, 60.0, 300.0});
    made.start = one_of(std::array{1.0, 5.0, 25.0, made.permitted, 1000.0, 4000.0});
    made.units = one_of(std::array<std::uint32_t, 6>{1, 1, 1, 2, 20, 300});
    // A write must not take the units of several seconds: then 30 s have too few of them.
    if (made.permitted < 2 * made.units) made.permitted = 2.0 * made.units;
    made.hash_keys = below(4) == 0 ? 1 + below(12) : 0;
    // DynamoDB accepts at most 1000 units per second of a hash key.
    if (made.hash_keys > 0)
        made.permitted = std::min(made.permitted, 1000.0 * static_cast<double>(made.hash_keys));
    made.callers = below(2) == 0 ? 0 : 1 + below(64);
    made.world.latency = one_of(std::array{0.004, 0.008, 0.08, 0.3});
    // The limit of requests in flight follows slow responses: at 0.3 s they would decide alone.
    if (made.world.latency > 0.1) made.world.slow_part = 0;
    made.world.gives_reasons = below(2) == 0;
    made.world.seed = seed;
    using kind = disturbance::kind;
    made.refused.what = one_of(std::array{kind::first_requests, kind::whole_requests, kind::single_writes,
                                          kind::key_range, kind::index});
    made.refused.part = one_of(std::array{0.03, 0.1, 0.3, 0.7, 1.0});
    made.refused.until = one_of(std::array{0.1, 1.0, 3.0, 10.0});
    made.refused.requests = 1 + below(100);
    return made;
}

// A service that refuses some writes or requests at any rate.
TEST(LoadRecovery, RefusalsAtAnyRateDoNotSlowItDown) {
    using kind = disturbance::kind;
    for (const kind what : {kind::whole_requests, kind::single_writes})
        for (const double part : {0.01, 0.05, 1.0 / 3})
            for (const auto& [permitted, latency] : {std::pair{500.0, 0.08}, std::pair{5000.0, 0.008}}) {
                recovery load({.permitted = permitted,
                               .burst_seconds = 1,
                               .world = {.latency = latency, .gives_reasons = false, .seed = 7},
                               .refused = {.what = what, .part = part, .until = 1000}});
                const double used = load.part_used(20, 120);
                std::printf("%s of %2.0f %% refused, latency %2.0f ms: %3.0f %% of %.0f units/s\n",
                            what == kind::whole_requests ? "requests" : "writes", part * 100, latency * 1000,
                            used * 100, permitted);
                EXPECT_GE(used, 0.4);
            }
}

TEST(LoadRecovery, AfterAFewEarlyRefusals) {
    for (const double start : {1.0, 5.0, 100.0, 1000.0})
        for (const std::size_t callers : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{64}})
            for (const double latency : {0.002, 0.008, 0.3})
                expect_recovery(
                    {.permitted = 500,
                     .start = start,
                     .callers = callers,
                     .world = {.latency = latency, .slow_part = 0, .gives_reasons = false, .seed = 18},
                     .refused = {.what = disturbance::kind::first_requests, .part = 0.04, .requests = 83}});
}

TEST(LoadRecovery, InRandomHistories) {
    const char* const only = std::getenv("SEED");
    for (std::uint64_t seed = 1; seed <= random_scenarios; ++seed) {
        if (only && seed != std::strtoull(only, nullptr, 10)) continue;
        SCOPED_TRACE(seed);
        expect_recovery(random_scenario(seed));
    }
}

}  // namespace
}  // namespace recovery_test
