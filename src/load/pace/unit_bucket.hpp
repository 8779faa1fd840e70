#pragma once

#include "load/pace/pace_clock.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace dynaco::loading {

/// A token bucket of capacity units. Pure.
///
/// A request may be sent while the bucket is not in debt, and its units may bring the bucket into debt. So
/// requests of any size are sent at the rate. A request takes its estimated units; its response corrects
/// them. The bucket saves the units of `burst` seconds at most, so that a late timer does not waste units.
class unit_bucket {
 public:
    static constexpr double unlimited = std::numeric_limits<double>::infinity();
    /// The rate of an option of which 0 means no limit.
    [[nodiscard]] static constexpr double rate_of(double max_units_per_second) noexcept {
        if (max_units_per_second > 0) return max_units_per_second;
        return unlimited;
    }
    /// The longest wait, in seconds. After it the caller asks again, because the rate may have changed.
    static constexpr double longest_wait = 1;

    /// `rate`: units per second, more than 0, or `unlimited`. `burst`: seconds.
    unit_bucket(double rate, double burst, time_point now) noexcept;

    /// The time until a request may be sent; zero: now.
    [[nodiscard]] nanoseconds wait(time_point now) noexcept;
    /// Takes the estimated units of a request.
    void take(double units, time_point now) noexcept;
    /// Corrects the estimate of a request with its consumption.
    void settle(double estimated, double consumed, time_point now) noexcept;
    void set_rate(double rate, time_point now) noexcept;

    [[nodiscard]] double rate() const noexcept { return rate_; }
    /// The units that are saved; negative: the debt.
    [[nodiscard]] double level(time_point now) noexcept;

 private:
    void refill(time_point now) noexcept;

    double rate_;
    double burst_;
    double level_ = 0;
    time_point filled_at_;
};

/// The units that were used in the last second, in slices of 1/64 second. Pure.
///
/// The sum may include the units of a whole slice more than a second: it is never too small.
class recent_units {
 public:
    explicit recent_units(time_point start) noexcept : start_(start) {}

    void add(double units, time_point now) noexcept;
    /// The units of the last second.
    [[nodiscard]] double sum(time_point now) noexcept;
    /// The time until the next slice is forgotten.
    [[nodiscard]] nanoseconds next_slice(time_point now) const noexcept;

 private:
    static constexpr std::size_t slices = 64;  // in a second
    static constexpr nanoseconds slice{1'000'000'000 / slices};
    void forget(time_point now) noexcept;

    time_point start_;
    std::int64_t current_ = 0;  // the number of the slice of the last call
    std::array<double, slices + 1> used_{};
    double sum_ = 0;
};

}  // namespace dynaco::loading
