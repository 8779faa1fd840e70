#include "load/pace/concurrency_finder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::size_t least_answers = 8;  // a step has at least this many responses
constexpr double probe_interval = 10;     // seconds
constexpr double certain = 2;             // standard errors

}  // namespace

concurrency_finder::concurrency_finder(std::size_t most) noexcept
    : most_(static_cast<double>(std::max<std::size_t>(most, 1))),
      limit_(std::min(most_, static_cast<double>(start))) {}

void concurrency_finder::on_answer(time_point now, nanoseconds latency, std::size_t in_flight) noexcept {
    const double seconds = real_seconds(latency).count();
    sum_ += seconds;
    squares_ += seconds * seconds;
    ++answers_;
    busiest_ = std::max(busiest_, in_flight);
    // All requests of the higher limit have to end before the lower one is measured.
    const std::size_t whole = probe_ == probe::emptying ? static_cast<std::size_t>(limit_before_) : limit();
    if (answers_ >= std::max(least_answers, whole)) step(now);
}

// Of the mean of this step.
double concurrency_finder::standard_error(double mean) const noexcept {
    const double count = static_cast<double>(answers_);
    return std::sqrt(std::max(0.0, squares_ / count - mean * mean) / count);
}

void concurrency_finder::step(time_point now) noexcept {
    const double mean = sum_ / static_cast<double>(answers_);
    const double chance = certain * standard_error(mean);
    if (lowest_ == 0 || mean + chance < lowest_) lowest_ = mean + chance;
    sum_ = squares_ = 0;
    answers_ = 0;
    const std::size_t busiest = std::exchange(busiest_, 0);
    if (probe_step(mean, busiest, now)) return;
    const double longest = std::max(lowest_ * tolerance, lowest_ + slack);
    if (mean - chance > longest) {
        limit_ = std::max(1.0, limit_ * std::max(least_factor, longest / mean));
    } else if (busiest + 1 >= limit()) {
        limit_ = std::min(most_, limit_ + std::sqrt(limit_));
    }
}

// @returns whether the step belongs to a probe
bool concurrency_finder::probe_step(double mean, std::size_t busiest, time_point now) noexcept {
    switch (probe_) {
        case probe::none:
            if (!probed_at_) probed_at_ = now;
            if (busiest + 1 < limit() || seconds_between(*probed_at_, now) < probe_interval) return false;
            limit_before_ = limit_;
            limit_ = std::max(1.0, limit_ * probe_factor);
            probe_ = probe::emptying;
            return true;
        case probe::emptying: probe_ = probe::measuring; return true;
        case probe::measuring: break;
    }
    // A latency that is longer for another reason is accepted in steps.
    lowest_ += (mean - lowest_) / 2;
    limit_ = std::max(limit_, limit_before_);
    probed_at_ = now;
    probe_ = probe::none;
    return true;
}

void concurrency_finder::on_failure(time_point now) noexcept {
    constexpr double once = 0.5;  // seconds; failures together count once
    if (seconds_between(failed_at_, now) < once) return;
    failed_at_ = now;
    limit_ = std::max(1.0, limit_ * failure_factor);
}

}  // namespace dynaco::loading
