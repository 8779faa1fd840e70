#include "simulated_load.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace pace_test {
namespace {

using namespace dynaco::load_simulation;
using dynaco::loading::send_options;
using dynaco::loading::table_pace_options;

simulated_load::source rows_of(std::uint32_t units) {
    return [units, key = std::uint64_t{0}]() mutable -> std::optional<source_write> {
        return source_write{.hash_key = ++key, .units = units, .bytes = units * 1000};
    };
}

void print(const simulated_load& load, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
        const auto s = load.sum(0, i, i + 1);
        std::printf("  %3zu s: %6.0f units, %5.0f refused, %4zu requests, %3zu throttled, %zu in flight\n", i,
                    s.units, s.refused, s.requests, s.throttled, s.in_flight);
    }
}

void check_fixed(double rate, double burst, const world_settings& world) {
    simulated_load load({}, world);
    load.add({.rate = rate,
              .burst_seconds = burst,
              .partitions = static_cast<std::size_t>(std::ceil(rate / 1000)) + 1},
             {}, rows_of(1));
    load.run(120);
    const auto all = load.sum(0, 0, 120);
    const auto later = load.sum(0, 10, 120);
    const double part = all.units / (rate * 120);
    const double throttled = static_cast<double>(later.throttled) / static_cast<double>(later.requests);
    std::printf(
        "%.0f units/s, burst of %.0f s, latency %.0f ms: %.1f %% used, %.2f %% of %zu requests throttled "
        "after 10 s\n",
        rate, burst, world.latency * 1000, part * 100, throttled * 100, later.requests);
    if (std::getenv("TRACE")) print(load, 0, 120);
    EXPECT_GE(part, 0.9);
    EXPECT_LT(throttled, 0.05);
}

TEST(LoadPace, UsesFixedCapacity) {
    for (const double rate : {50.0, 500.0, 5000.0, 20'000.0}) check_fixed(rate, 300, {});
}

TEST(LoadPace, UsesCapacityThatCannotBeSaved) {
    for (const double rate : {500.0, 5000.0})
        for (const double latency : {0.004, 0.08}) check_fixed(rate, 1, {.latency = latency});
}

TEST(LoadPace, SettlesAfterTheBurst) {
    simulated_load load({}, {});
    load.add({.rate = 500, .burst_filled = 1, .partitions = 5}, {}, rows_of(1));
    load.run(120);
    const double cliff = load.table(0).empty_at;
    const auto at = static_cast<std::size_t>(cliff);
    const auto before = load.sum(0, at - 5, at);
    const auto after = load.sum(0, at + 5, 115);
    const double seconds = 115 - static_cast<double>(at + 5);
    std::printf("cliff at %.1f s from %.0f to 500 units/s: %.0f units/s and %.2f %% throttled after 5 s\n",
                cliff, before.units / 5, after.units / seconds,
                100.0 * static_cast<double>(after.throttled) / static_cast<double>(after.requests));
    if (std::getenv("TRACE")) print(load, 0, 120);
    EXPECT_GE(before.units / 5, 4000);
    for (std::size_t i = at + 5; i < 115; i += 5) {
        const auto s = load.sum(0, i, i + 5);
        EXPECT_NEAR(s.units / 5, 500, 60) << i;
    }
    EXPECT_LT(static_cast<double>(after.throttled), 0.05 * static_cast<double>(after.requests));
}

TEST(LoadPace, UsesDoubledCapacity) {
    for (const double rate : {500.0, 5000.0}) {
        simulated_load load({}, {});
        load.add({.rate = rate, .partitions = 20}, {}, rows_of(1));
        load.run(67.3);
        load.table(0).set_rate(2 * rate, load.now());
        load.run(150);
        double used_after = 0;
        for (std::size_t i = 67; i < 140 && used_after == 0; ++i)
            if (load.sum(0, i, i + 2).units / 2 >= 1.8 * rate) used_after = static_cast<double>(i) - 67.3;
        const auto s = load.sum(0, 98, 148);
        std::printf(
            "doubled from %.0f units/s: nine tenths used after %.0f s; then %.0f units/s, %.2f %% "
            "throttled\n",
            rate, used_after, s.units / 50,
            100.0 * static_cast<double>(s.throttled) / static_cast<double>(s.requests));
        if (std::getenv("TRACE")) print(load, 60, 150);
        EXPECT_GT(used_after, 0);
        EXPECT_LE(used_after, 30);
        EXPECT_GE(s.units / 50, 1.8 * rate);
    }
}

TEST(LoadPace, FollowsAnIndexAndNamesIt) {
    simulated_load load({}, {});
    load.add({.rate = 5000, .partitions = 6, .index_rates = {500}}, {},
             [key = std::uint64_t{0}]() mutable -> std::optional<source_write> {
                 return source_write{.hash_key = ++key, .indexes = 1};
             });
    load.run(120);
    const auto all = load.sum(0, 0, 120);
    const auto later = load.sum(0, 10, 120);
    std::printf(
        "index of 500 units/s at a table of 5000: %.0f units/s, %.2f %% throttled after 10 s, limited by "
        "\"%s\", rates %.0f and %.0f\n",
        all.units / 120, 100.0 * static_cast<double>(later.throttled) / static_cast<double>(later.requests),
        std::string(load.state().pace(0).limiting_index()).c_str(), load.state().pace(0).rate(0),
        load.state().pace(0).rate(1));
    if (std::getenv("TRACE")) print(load, 0, 120);
    EXPECT_GE(all.units, 0.9 * 500 * 120);
    EXPECT_LT(static_cast<double>(later.throttled), 0.05 * static_cast<double>(later.requests));
    EXPECT_EQ(load.state().pace(0).limiting_index(), "index0");
}

/// Writes rows, of which the part `hot_part` has one hash key, and records when the others were written.
struct hot_load {
    simulated_load load;
    std::uint64_t others = 0;
    double others_done = 0;

    hot_load(double rate, std::uint64_t rows, unsigned one_of) : load({}, {.memory = 100'000}) {
        load.on_written = [this](const source_write& row, double now) {
            if (row.hash_key != 7) ++others, others_done = now;
        };
        load.add({.rate = rate, .partitions = 20}, {},
                 [n = std::uint64_t{0}, rows, one_of]() mutable -> std::optional<source_write> {
                     if (++n > rows) return {};
                     return source_write{.hash_key = one_of && n % one_of == 0 ? 7 : n + 1000};
                 });
        load.run(1000);
    }
};

TEST(LoadPace, OneHotKeyDoesNotDelayTheOthers) {
    const std::uint64_t rows = 400'000;
    const hot_load with(8000, rows, 5);
    const hot_load without(8000, rows * 4 / 5, 0);
    const double rate = static_cast<double>(with.others) / with.others_done;
    const double rate_alone = static_cast<double>(without.others) / without.others_done;
    std::printf(
        "%.0f units/s of other keys beside a hot key, %.0f without it; the hot key ended at %.0f s; %zu "
        "named\n",
        rate, rate_alone, with.load.now(), with.load.hot_keys.size());
    for (const auto& each : with.load.state().hot().report())
        std::printf("  hot key %s: refused %llu times, %.0f units/s\n", each.name.c_str(),
                    static_cast<unsigned long long>(each.refused), each.rate);
    if (std::getenv("TRACE")) print(with.load, 0, 100);
    EXPECT_TRUE(with.load.finished());
    EXPECT_GE(rate, 0.9 * rate_alone);
    EXPECT_EQ(with.load.hot_keys, (std::vector<std::uint64_t>{7}));
}

TEST(LoadPace, ReadsNoFurtherThanTheTableNeeds) {
    for (const double rate : {500.0, 50'000.0}) {
        simulated_load load({}, {.memory = 1'000'000});
        load.add({.rate = rate, .burst_seconds = 1, .partitions = 100}, {}, rows_of(1));
        load.run(60);
        const auto all = load.sum(0, 0, 60);
        std::printf("%.0f units/s: %.1f %% used, at most %zu writes pending\n", rate,
                    all.units / rate / 60 * 100, load.most_pending());
        EXPECT_GE(all.units, 0.9 * rate * 60);
        // Twice the writes of 64 requests are ready, and at most those of 64 requests are in flight.
        EXPECT_LE(load.most_pending(), 3u * 64 * 25);
    }
}

TEST(LoadPace, WritesThatAreHeldBackDoNotStopReading) {
    const hot_load load(8000, 100'000, 2);
    std::printf("half of the rows have a hot key: others ended at %.0f s, all at %.0f s, %zu pending\n",
                load.others_done, load.load.now(), load.load.most_pending());
    EXPECT_TRUE(load.load.finished());
    EXPECT_EQ(load.others, 50'000u);
    EXPECT_LE(load.others_done, 15);
    EXPECT_GE(load.load.most_pending(), 30'000u);
}

TEST(LoadPace, NeverExceedsTheCap) {
    for (const std::uint32_t units : {1u, 2u, 300u})
        for (const double latency : {0.004, 0.02}) {
            simulated_load load({}, {.latency = latency, .seed = units});
            load.add({.partitions = 20}, {.max_units_per_second = 2000}, rows_of(units));
            load.run(60);
            const auto all = load.sum(0, 0, 60);
            const double most = load.most_in_a_second(0);
            std::printf(
                "cap 2000, items of %u units, latency %.0f ms: %.0f units/s, at most %.0f in a second, %.0f "
                "requests/s\n",
                units, latency * 1000, all.units / 60, most, static_cast<double>(all.requests) / 60);
            EXPECT_LE(most, 2100);
            EXPECT_GE(all.units / 60, 0.95 * 2000);
        }
}

TEST(LoadPace, KeepsItsPaceIfResponsesAreLost) {
    simulated_load load({}, {.lost_part = 0.01, .failed_part = 0.01});
    load.add({.rate = 5000, .partitions = 6}, {}, rows_of(1));
    load.run(60);
    const auto all = load.sum(0, 0, 60);
    std::printf("5000 units/s, 2 %% of the requests fail: %.1f %% used\n", all.units / 3000);
    EXPECT_GE(all.units, 0.9 * 5000 * 60);
}

TEST(LoadPace, AThrottledTableDoesNotSlowDownAnother) {
    const auto some_rows = [](std::uint64_t count) {
        return [left = count]() mutable -> std::optional<source_write> {
            if (left == 0) return {};
            return source_write{.hash_key = --left};
        };
    };
    simulated_load load({}, {});
    load.add({.rate = 100}, {}, some_rows(10'000));
    load.add({.rate = 3000, .partitions = 4}, {}, some_rows(1'000'000));
    load.run(60);
    const auto slow = load.sum(0, 0, 60);
    const auto fast = load.sum(1, 0, 60);
    std::printf("two tables of 100 and 3000 units/s: %.0f and %.0f used\n", slow.units / 60, fast.units / 60);
    EXPECT_GE(slow.units, 0.9 * 100 * 60);
    EXPECT_GE(fast.units, 0.9 * 3000 * 60);
}

TEST(LoadPace, LearnsWhatIsChargedUnderACap) {
    simulated_load load({}, {});
    load.add({.partitions = 20}, {.max_units_per_second = 2000},
             [key = std::uint64_t{0}]() mutable -> std::optional<source_write> {
                 return source_write{
                     .hash_key = ++key, .units = 1 + static_cast<std::uint32_t>(key % 7), .expected = 1};
             });
    load.run(60);
    const auto all = load.sum(0, 0, 60);
    std::printf(
        "cap 2000, four times the expected units: %.0f units/s, at most %.0f in a second, factor %.2f\n",
        all.units / 60, load.most_in_a_second(0), load.state().pace(0).factor(0));
    EXPECT_LE(load.most_in_a_second(0), 2100);
    EXPECT_GE(all.units / 60, 1900);
}

}  // namespace
}  // namespace pace_test
