#pragma once

#include "load/pace/pace_clock.hpp"

#include <cstddef>
#include <optional>

namespace dynaco::loading {

/// Finds how many requests should be in flight, by their latency. Pure.
///
/// It compares the latency of the last responses with the lowest recent one. While they are similar and all
/// allowed requests are in flight, the limit rises by its square root per step. If the latency is much
/// longer, requests wait in a queue of the service, and the limit falls in proportion. A step ends when the
/// number of its responses equals the limit. Latencies that differ by chance do not count as a queue: the
/// standard error of a step's mean is taken into account. (The idea is that of Vegas and Gradient2.)
class concurrency_finder {
 public:
    static constexpr double tolerance = 1.5;  // latency compared with the lowest
    /// Seconds. A shorter increase does not count as a queue of the service: a loader that uses all of its
    /// processors handles responses late.
    static constexpr double slack = 0.004;
    static constexpr double least_factor = 0.6;  // the smallest factor for the limit in one step
    static constexpr double failure_factor = 0.8;
    static constexpr double probe_factor = 0.5;
    static constexpr std::size_t start = 8;

    /// `most`: the largest limit, at least 1.
    explicit concurrency_finder(std::size_t most = 256) noexcept;

    /// Records a response. `in_flight`: the requests that were in flight, including this one. A throttled
    /// response does not count, because DynamoDB sends it early.
    void on_answer(time_point now, nanoseconds latency, std::size_t in_flight) noexcept;
    /// Records a lost connection, a timeout, or a failure of the service.
    void on_failure(time_point now) noexcept;

    /// The number of requests that may be in flight; 1 to `most`.
    [[nodiscard]] std::size_t limit() const noexcept { return static_cast<std::size_t>(limit_); }
    /// The lowest latency, in seconds.
    [[nodiscard]] double lowest() const noexcept { return lowest_; }

 private:
    void step(time_point now) noexcept;
    [[nodiscard]] double standard_error(double mean) const noexcept;
    bool probe_step(double mean, std::size_t busiest, time_point now) noexcept;

    double most_;
    double limit_;
    double lowest_ = 0;  // seconds
    enum class probe : unsigned char { none, emptying, measuring };
    probe probe_ = probe::none;
    double limit_before_ = 0;  // the probe
    std::optional<time_point> probed_at_{};
    double sum_ = 0;           // latencies of this step
    double squares_ = 0;       // the sum of their squares
    std::size_t answers_ = 0;  // responses in this step
    std::size_t busiest_ = 0;  // most requests in flight in this step
    time_point failed_at_{};
};

}  // namespace dynaco::loading
