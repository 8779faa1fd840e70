#include "load/pace/unit_bucket.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::loading {

unit_bucket::unit_bucket(double rate, double burst, time_point now) noexcept
    : rate_(rate), burst_(burst), filled_at_(now) {}

void unit_bucket::refill(time_point now) noexcept {
    if (std::isinf(rate_)) {
        level_ = 0;
    } else if (now > filled_at_) {
        level_ = std::min(rate_ * burst_, level_ + rate_ * seconds_between(filled_at_, now));
    }
    filled_at_ = std::max(filled_at_, now);
}

nanoseconds unit_bucket::wait(time_point now) noexcept {
    refill(now);
    if (level_ >= 0) return nanoseconds::zero();
    const double seconds = std::min(longest_wait, -level_ / rate_);
    // One nanosecond more, so that the wait is enough in spite of rounding.
    return std::chrono::duration_cast<nanoseconds>(real_seconds(seconds)) + nanoseconds(1);
}

void unit_bucket::take(double units, time_point now) noexcept {
    refill(now);
    if (!std::isinf(rate_)) level_ -= units;
}

void unit_bucket::settle(double estimated, double consumed, time_point now) noexcept {
    refill(now);
    if (!std::isinf(rate_)) level_ = std::min(rate_ * burst_, level_ + estimated - consumed);
}

// A debt is kept as time: the requests that caused it were allowed at the old rate.
void unit_bucket::set_rate(double rate, time_point now) noexcept {
    refill(now);
    if (level_ < 0 && !std::isinf(rate)) level_ *= std::min(1.0, rate / rate_);
    rate_ = rate;
    if (!std::isinf(rate_)) level_ = std::min(level_, rate_ * burst_);
}

double unit_bucket::level(time_point now) noexcept {
    refill(now);
    return level_;
}

void recent_units::forget(time_point now) noexcept {
    const std::int64_t number = std::max(current_, (now - start_) / slice);
    if (number - current_ > static_cast<std::int64_t>(slices)) {
        used_.fill(0);
        sum_ = 0;
        current_ = number;
    }
    while (current_ < number) {
        double& oldest = used_[static_cast<std::size_t>(++current_) % used_.size()];
        sum_ -= oldest;
        oldest = 0;
    }
}

void recent_units::add(double units, time_point now) noexcept {
    forget(now);
    used_[static_cast<std::size_t>(current_) % used_.size()] += units;
    sum_ += units;
}

double recent_units::sum(time_point now) noexcept {
    forget(now);
    return sum_ < 1e-6 ? 0 : sum_;
}

nanoseconds recent_units::next_slice(time_point now) const noexcept { return slice - (now - start_) % slice; }

}  // namespace dynaco::loading
