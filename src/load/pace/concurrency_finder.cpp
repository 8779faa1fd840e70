#include "load/pace/concurrency_finder.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::loading {
namespace {

constexpr std::size_t least_answers = 8;  // in a step
constexpr double renewal = 10;            // seconds after which the lowest latency is replaced

}  // namespace

concurrency_finder::concurrency_finder(std::size_t most) noexcept
    : most_(static_cast<double>(std::max<std::size_t>(most, 1))),
      limit_(std::min(most_, static_cast<double>(start))) {}

void concurrency_finder::on_answer(time_point now, nanoseconds latency, std::size_t in_flight) noexcept {
    const double seconds = real_seconds(latency).count();
    sum_ += seconds;
    ++answers_;
    busiest_ = std::max(busiest_, in_flight);
    if (answers_ >= std::max(least_answers, limit())) step(now);
}

void concurrency_finder::step(time_point now) noexcept {
    const double mean = sum_ / static_cast<double>(answers_);
    if (lowest_ == 0 || mean < lowest_) lowest_ = mean;
    if (next_lowest_ == 0 || mean < next_lowest_) next_lowest_ = mean;
    if (seconds_between(renewed_at_, now) > renewal) {
        // The service or the items may have changed. A queue of our own must not become the normal state: the
        // limit falls below, until the lowest latency is seen again.
        lowest_ = std::max(lowest_, std::min(next_lowest_, lowest_ * 1.1));
        next_lowest_ = 0;
        renewed_at_ = now;
    }
    if (mean > lowest_ * tolerance) {
        limit_ = std::max(1.0, limit_ * std::max(least_factor, lowest_ * tolerance / mean));
    } else if (busiest_ + 1 >= limit()) {
        limit_ = std::min(most_, limit_ + std::sqrt(limit_));
    }
    sum_ = 0;
    answers_ = busiest_ = 0;
}

void concurrency_finder::on_failure(time_point now) noexcept {
    constexpr double once = 0.5;  // seconds; failures together count once
    if (seconds_between(failed_at_, now) < once) return;
    failed_at_ = now;
    limit_ = std::max(1.0, limit_ * failure_factor);
}

}  // namespace dynaco::loading
