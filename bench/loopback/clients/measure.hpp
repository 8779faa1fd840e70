#pragma once

#include "arguments.hpp"
#include "latencies.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>

namespace bench {

using clock = std::chrono::steady_clock;

/// What the process had used up at one moment.
struct usage {
    clock::time_point at{};
    std::int64_t user_us = 0;
    std::int64_t system_us = 0;
    std::optional<std::uint64_t> allocations{};

    [[nodiscard]] static usage now();
};

class measurement;

/// What one thread counts. Operations that are under way when it stops count nowhere.
class tally {
 public:
    explicit tally(measurement& whole);

    /// Notes an operation that is over; false: stop. To be called on one thread.
    [[nodiscard]] bool completed(clock::time_point began, clock::time_point ended, std::uint64_t bytes = 0);

 private:
    friend measurement;

    measurement& whole_;
    bool counting_;
    bool stopped_ = false;
    std::uint64_t operations_ = 0;
    std::uint64_t most_;
    std::uint64_t bytes_ = 0;
    latencies latencies_{};
};

/// The measured window: it opens with the first operation that ends after the warm-up, and closes with the
/// first that ends `seconds` later, so that it holds whole operations.
///
/// Make it when everything is connected: the warm-up begins there.
class measurement {
 public:
    /// `threads`: how many tallies there are.
    explicit measurement(const arguments& told, std::size_t threads = 1);
    measurement(const measurement&) = delete;
    measurement& operator=(const measurement&) = delete;

    [[nodiscard]] tally& of_thread(std::size_t index) { return tallies_[index]; }

    /// The one line of JSON, when all threads have stopped. Fails the program if the window never closed.
    /// `with_bytes`: the bytes received were told to the tallies.
    [[nodiscard]] std::string report(bool with_bytes = false) const;

 private:
    friend tally;

    void open();
    void close();

    clock::time_point from_;
    clock::time_point until_;
    std::uint64_t pages_ = std::numeric_limits<std::uint64_t>::max();
    std::atomic_flag opened_{};
    std::atomic_flag closed_{};
    usage before_{};
    usage after_{};
    std::deque<tally> tallies_{};
};

}  // namespace bench
