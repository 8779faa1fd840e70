#pragma once

#include "arguments.hpp"
#include "latencies.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <string>

namespace bench {

using clock = std::chrono::steady_clock;

/// The CPU time and the allocations of the process at one point in time.
struct usage {
    clock::time_point at{};
    std::int64_t user_us = 0;
    std::int64_t system_us = 0;
    std::optional<std::uint64_t> allocations{};

    [[nodiscard]] static usage now();
};

class measurement;

/// The counters of one thread. Operations that have not ended when it stops are not counted.
class tally {
 public:
    explicit tally(measurement& whole);

    /// Records an operation that ended; returns false if the measurement is over. Only one thread may call
    /// it.
    [[nodiscard]] bool completed(clock::time_point began, clock::time_point ended, std::uint64_t bytes = 0);

 private:
    friend measurement;

    void begin();

    measurement& whole_;
    bool counting_ = false;
    bool stopped_ = false;
    clock::time_point until_{};
    std::uint64_t operations_ = 0;
    std::uint64_t most_ = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t bytes_ = 0;
    latencies latencies_{};
};

/// The measured window. It opens when the first operation after the warm-up ends. It closes when the first
/// operation ends `seconds` after that, so that it contains whole operations.
///
/// The warm-up begins with the constructor, so construct it when all connections are open.
class measurement {
 public:
    /// `threads`: the number of tallies.
    explicit measurement(const arguments& told, std::size_t threads = 1);
    measurement(const measurement&) = delete;
    measurement& operator=(const measurement&) = delete;

    [[nodiscard]] tally& of_thread(std::size_t index) { return tallies_[index]; }

    /// Returns the line of JSON. All threads must have stopped. Ends the program with an error if the window
    /// never closed. `with_bytes`: the tallies have counted the received bytes.
    [[nodiscard]] std::string report(bool with_bytes = false) const;

 private:
    friend tally;

    void open();
    void close();

    clock::time_point from_;
    clock::duration length_;
    clock::time_point until_{};
    std::once_flag opened_{};
    std::once_flag closed_{};
    usage before_{};
    usage after_{};
    std::deque<tally> tallies_{};
};

}  // namespace bench
