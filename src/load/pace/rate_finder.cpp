#include "load/pace/rate_finder.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::loading {
namespace {

constexpr double measuring_time = 0.25;  // seconds
constexpr double longest_step = 0.25;    // seconds; a longer pause does not make the rate jump
constexpr double same_throttling = 2;    // seconds; cuts nearer than this have the same cause

}  // namespace

rate_finder::rate_finder(double rate, time_point now) noexcept
    : rate_(std::max(rate, lowest_rate)),
      measured_at_(now),
      rose_at_(now),
      cut_at_(now - std::chrono::hours(1)) {}

void rate_finder::restart(double rate) noexcept {
    rate_ = std::max(rate, lowest_rate);
    limit_ = before_ = 0;
    refused_ = rising_ = climb_ = 0;
}

void rate_finder::measure(time_point now) noexcept {
    const double seconds = seconds_between(measured_at_, now);
    if (seconds < measuring_time) return;
    const double weight = std::min(1.0, seconds * 2);
    used_ += (sent_ / seconds - used_) * weight;
    delivered_ += (accepted_ / seconds - delivered_) * weight;
    sent_ = accepted_ = 0;
    measured_at_ = now;
}

void rate_finder::rise(time_point now) noexcept {
    const double step = std::min(longest_step, seconds_between(rose_at_, now));
    rose_at_ = now;
    if (used_ < used_part * rate_) return;
    if (limit_ == 0) {
        rate_ *= std::exp2(step / doubling);
        return;
    }
    rising_ += step;
    const double time = (rising_ - climb_) / period;
    rate_ = std::max(rate_, limit_ * (1 + time * time * time));
    if (rate_ > far_above * limit_) limit_ = 0;
}

void rate_finder::cut(time_point now) noexcept {
    const bool again = seconds_between(cut_at_, now) <= same_throttling;
    if (!again) {
        before_ = rate_;
        limit_before_ = limit_;
    }
    const double part = std::clamp(refused_ / 2, least_cut, most_cut);
    if (limit_ > 0 || again || refused_ > little) limit_ = rate_;
    rate_ = std::max(lowest_rate, rate_ * (1 - part));
    climb_ = period * std::cbrt(part);
    rising_ = 0;
    // The units that would have been refused at the lower rate.
    refused_ = std::max(0.0, (refused_ - part) / (1 - part));
    cut_at_ = now;
    ++cuts_;
}

void rate_finder::on_sent(double units, time_point now) noexcept {
    measure(now);
    sent_ += units;
    rise(now);
}

void rate_finder::on_answer(time_point sent_at, double accepted, double refused, time_point now) noexcept {
    accepted_ += accepted;
    measure(now);
    if (accepted + refused <= 0) return;
    refused_ += (refused / (accepted + refused) - refused_) * answer_weight;
    if (refused > 0 && sent_at >= cut_at_) cut(now);
}

void rate_finder::undo(time_point now) noexcept {
    if (before_ == 0 || seconds_between(cut_at_, now) > same_throttling) return;
    rate_ = before_;
    limit_ = limit_before_;
    before_ = 0;
    refused_ = 0;
    rising_ = climb_ = 0;
    cut_at_ = now;
}

}  // namespace dynaco::loading
