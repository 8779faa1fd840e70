#pragma once

#include "load/pace/pace_clock.hpp"
#include "load/pace/unrelated_refusals.hpp"

#include <cstdint>

namespace dynaco::loading {

/// Finds the rate of capacity units per second that a table or an index accepts. Pure.
///
/// Before the first throttling the rate doubles each second. Throttling lowers it by half of the share of
/// units that was refused, and by at least `least_cut`; requests that were paced before the last cut do not
/// count again, and the rate does not fall below most of what is delivered meanwhile. So it follows a drop
/// from 10 to 1 within thirty responses. Then the rate rises as a cubic function of time (as in CUBIC): fast
/// to the rate at which it was throttled, and slowly near that rate. Above 1.3 times that rate the limit is
/// forgotten, and the rate doubles each second again; above three times that rate, twice each second. The
/// part of the curve above the limit uses the units that a table saves for bursts.
///
/// The rate at a throttling is a limit only if at least `delivered_part` of it was delivered: otherwise
/// something else throttled, or nothing is known yet, and the rate doubles each second again.
///
/// Refusals that do not depend on the rate do not lower it: see `unrelated_refusals`. A cut is undone when it
/// turns out to be useless.
///
/// The rate does not rise while less than `used_part` of it is used. It allows a request at least every
/// `longest_pause`, because it rises only with requests.
class rate_finder {
 public:
    static constexpr double least_cut = 0.06;
    static constexpr double most_cut = 0.5;
    static constexpr double period = 16;          // seconds
    static constexpr double doubling = 1;         // seconds
    static constexpr double fast_doubling = 0.5;  // seconds, far above a limit that was forgotten
    static constexpr double fast_above = 3;       // times that limit
    static constexpr double far_above = 1.3;      // times the last limit: it is not valid any more
    static constexpr double little = 0.15;        // refused part that does not end the doubling at once
    static constexpr double used_part = 0.6;
    static constexpr double delivered_part = 0.5;
    static constexpr double longest_pause = 4;  // seconds
    static constexpr double lowest_rate = 1;    // units per second
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
    /// Whether at least `used_part` of the rate was used in about the last second.
    [[nodiscard]] bool is_used() const noexcept { return used_ >= used_part; }
    [[nodiscard]] std::uint64_t cuts() const noexcept { return cuts_; }

 private:
    void rise(double seconds) noexcept;
    [[nodiscard]] double curve() const noexcept;
    void cut(double part_refused, time_point now) noexcept;
    void return_to(double rate, double limit, time_point now) noexcept;
    [[nodiscard]] double delivered_since_throttled(bool again, time_point now) noexcept;
    void measure_use(double seconds) noexcept;
    void measure_delivery(time_point now) noexcept;

    double rate_;
    double limit_ = 0;
    double before_ = 0;  // the rate before the latest throttling, and its limit
    double limit_before_ = 0;
    double forgotten_ = 0;  // the last limit, if it is not valid any more
    double rising_ = 0;     // seconds since the last cut in which the rate was used
    double climb_ = 0;      // seconds from the last cut until the rate is at the limit again
    double cut_part_ = 0;   // the part of the limit that the last cut took
    double refused_ = 0;    // the part of the units that was refused lately
    time_point sent_at_;    // the last request
    double request_ = 0;    // its units
    double sent_ = 0;       // since the use was measured
    double allowed_ = 0;    // units that the rate allowed since then
    double sending_ = 0;    // seconds since then
    double used_ = 0;       // the part of the rate that was used lately
    double accepted_ = 0;   // since delivered_at_
    double delivered_ = 0;
    time_point delivered_at_;
    double throttled_units_ = 0;  // accepted since throttled_at_
    time_point throttled_at_;     // the first of the cuts that have the same cause
    time_point cut_at_;           // requests that were sent before do not count
    bool is_cut_ = false;         // and no request was sent since
    unrelated_refusals unrelated_{};
    std::uint64_t cuts_ = 0;
};

}  // namespace dynaco::loading
