#pragma once

#include "load/pace/pace_clock.hpp"

#include <cstdint>

namespace dynaco::loading {

/// Finds the rate of capacity units per second that a table or an index accepts. Pure.
///
/// Before the first throttling the rate doubles each second. Throttling lowers it by half of the share of
/// units that was refused recently, and by at least `least_cut`; requests that were sent before the last cut
/// do not count again. So the rate follows a drop from 10 to 1 within thirty responses. Then the rate rises
/// as a cubic function of time (as in CUBIC): fast to the rate at which it was throttled, and slowly near
/// that rate. Above 1.3 times that rate the limit is forgotten, and the rate doubles each second again. The
/// part of the curve above the limit uses the units that a table saves for bursts.
///
/// The rate does not rise while less than `used_part` of it is used.
class rate_finder {
 public:
    static constexpr double least_cut = 0.06;
    static constexpr double most_cut = 0.5;
    static constexpr double period = 16;      // seconds
    static constexpr double doubling = 1;     // seconds
    static constexpr double far_above = 1.3;  // times the last limit: it is not valid any more
    static constexpr double little = 0.15;    // refused part that does not end the doubling at once
    static constexpr double used_part = 0.6;
    static constexpr double lowest_rate = 1;  // units per second
    static constexpr double answer_weight = 0.125;

    /// Starts at `rate` units per second: the provisioned throughput if it is known.
    rate_finder(double rate, time_point now) noexcept;

    /// Records that a request was sent. The rate rises only in these calls.
    void on_sent(double units, time_point now) noexcept;
    /// Records the response to a request that was sent at `sent_at`: `accepted` units were written, `refused`
    /// units were throttled. Without throttling `refused` is 0.
    void on_answer(time_point sent_at, double accepted, double refused, time_point now) noexcept;
    /// Restores the rate before the latest throttling, because something else caused it.
    void undo(time_point now) noexcept;

    /// Starts again at `rate`. The measurements are kept.
    void restart(double rate) noexcept;

    /// Units per second.
    [[nodiscard]] double rate() const noexcept { return rate_; }
    /// The rate at the last throttling; 0 if there was none.
    [[nodiscard]] double last_limit() const noexcept { return limit_; }
    /// Units per second that were accepted in about the last second.
    [[nodiscard]] double delivered() const noexcept { return delivered_; }
    /// Units per second that were sent in about the last second.
    [[nodiscard]] double used() const noexcept { return used_; }
    [[nodiscard]] std::uint64_t cuts() const noexcept { return cuts_; }

 private:
    void rise(time_point now) noexcept;
    void cut(time_point now) noexcept;
    void measure(time_point now) noexcept;

    double rate_;
    double limit_ = 0;
    double before_ = 0;  // the rate before the latest throttling, and its limit
    double limit_before_ = 0;
    double rising_ = 0;    // seconds since the last cut in which the rate was used
    double climb_ = 0;     // seconds from the last cut until the rate is at the limit again
    double refused_ = 0;   // the part of the units that was refused lately
    double sent_ = 0;      // since measured_at_
    double accepted_ = 0;  // since measured_at_
    double used_ = 0;      // units per second that were sent lately
    double delivered_ = 0;
    time_point measured_at_;
    time_point rose_at_;
    time_point cut_at_;
    std::uint64_t cuts_ = 0;
};

}  // namespace dynaco::loading
