#pragma once

#include "program/measure/bench_counts.hpp"
#include "program/measure/bench_items.hpp"

#include <dynaco/client.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace dynaco::program {

/// The settings of a measurement.
struct bench_plan {
    std::string table{};
    std::size_t callers = 64;
    std::uint64_t items = 1000;  ///< The number of items that are written first and then read.
    unsigned read_percent = 50;  ///< The share of reads.
    /// The rate of all callers together. 0: each caller makes its next call at once.
    double calls_per_second = 0;
    bool consistent = false;
    std::chrono::milliseconds duration{10'000};
};

/// Calls a table from many coroutines and measures. One thread.
///
/// With a rate, latency is measured from the time at which a call was due, so that a slow response is not
/// hidden by the calls that it delays.
class bench_run {
 public:
    /// `counts` must outlive this object.
    bench_run(client db, bench_plan plan, const bench_items& items, bench_counts& counts);

    /// Writes the items. @throws error
    [[nodiscard]] awaitable<void> prepare();
    /// Measures until the time is over or `stop` was called. `each_second` is called about once a second.
    [[nodiscard]] awaitable<void> measure(std::function<void()> each_second);
    /// Deletes the items that were written. @returns the number of items that are left
    [[nodiscard]] awaitable<std::uint64_t> clean_up();
    /// Ends `measure` early: calls under way end.
    void stop() noexcept { stopped_ = true; }

 private:
    using clock = std::chrono::steady_clock;
    [[nodiscard]] awaitable<void> call_until_end(std::size_t caller);
    [[nodiscard]] awaitable<void> call_once(std::size_t caller, std::uint64_t number, clock::time_point due);
    [[nodiscard]] awaitable<void> watch_seconds(std::function<void()> each_second);
    [[nodiscard]] bool ended() const { return stopped_ || clock::now() >= end_; }

    client db_;
    bench_plan plan_;
    const bench_items& items_;
    bench_counts& counts_;
    clock::time_point begin_{};
    clock::time_point end_{};
    std::uint64_t due_calls_ = 0;  // the calls that were scheduled, with a rate
    std::size_t callers_left_ = 0;
    bool stopped_ = false;
};

}  // namespace dynaco::program
