#include "retry/send_rate_state.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::retry {
namespace {

// AWS SDKs and Tools, "Retry behavior": the numbers of adaptive mode.
constexpr double beta = 0.7;    // what remains of the rate after throttling
constexpr double scale = 0.4;   // how fast it comes back
constexpr double smooth = 0.8;  // the weight of the latest half second
constexpr double min_rate = 0.5;
constexpr double min_capacity = 1;

double in_seconds(send_rate_state::time_point time) noexcept {
    return send_rate_state::seconds(time.time_since_epoch()).count();
}

}  // namespace

send_rate_state::send_rate_state(time_point now) noexcept
    : filled_at_(in_seconds(now)), measured_at_(std::floor(filled_at_)), throttled_at_(filled_at_) {}

void send_rate_state::refill(double now) noexcept {
    tokens_ = std::min(capacity_, tokens_ + (now - filled_at_) * fill_rate_);
    filled_at_ = now;
}

send_rate_state::seconds send_rate_state::wait_for(double tokens, time_point now) noexcept {
    if (limited_ && in_seconds(now) - throttled_at_ > seconds(forgets_after).count()) limited_ = false;
    if (!limited_) return seconds::zero();
    refill(in_seconds(now));
    // A sleep of just that long must be enough, in spite of rounding.
    constexpr double rounding = 1e-6;
    return tokens_ + rounding >= tokens ? seconds::zero() : seconds((tokens - tokens_) / fill_rate_);
}

void send_rate_state::take() noexcept {
    if (limited_) tokens_ = std::max(0.0, tokens_ - 1);
}

void send_rate_state::measure(double now) noexcept {
    const double half_second = std::floor(now * 2) / 2;
    ++answers_;
    if (half_second <= measured_at_) return;
    measured_ = answers_ / (half_second - measured_at_) * smooth + measured_ * (1 - smooth);
    answers_ = 0;
    measured_at_ = half_second;
}

double send_rate_state::grown(double max_rate, seconds since_throttled) noexcept {
    const double window = std::cbrt(max_rate * (1 - beta) / scale);
    const double time = since_throttled.count() - window;
    return scale * time * time * time + max_rate;
}

void send_rate_state::set_rate(double rate, double now) noexcept {
    refill(now);  // at the old rate up to here
    fill_rate_ = std::max(rate, min_rate);
    capacity_ = std::max(rate, min_capacity);
    tokens_ = std::min(tokens_, capacity_);
}

void send_rate_state::answered(bool throttled, time_point when) noexcept {
    const double now = in_seconds(when);
    measure(now);
    double wanted = 0;
    if (throttled) {
        max_rate_ = limited_ ? std::min(measured_, fill_rate_) : measured_;
        throttled_at_ = now;
        wanted = beta * max_rate_;
        limited_ = true;
    } else {
        wanted = grown(max_rate_, seconds(now - throttled_at_));
    }
    set_rate(std::min(wanted, 2 * measured_), now);
}

}  // namespace dynaco::retry
