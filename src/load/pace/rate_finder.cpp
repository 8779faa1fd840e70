#include "load/pace/rate_finder.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr double measuring_time = 0.25;        // seconds
constexpr double longest_step = 0.25;          // seconds; a longer pause does not make the rate jump
constexpr double most_growth = 2;              // times, with one request
constexpr double same_throttling = 2;          // seconds; cuts nearer than this have the same cause
constexpr double shortest_measurement = 0.02;  // seconds
constexpr double longest_measurement = 0.5;
constexpr double least_requests = 8;
constexpr double delivered_share = 0.9;

// The weight of a measurement of so many seconds in an average.
double weight_of(double seconds) noexcept { return std::min(1.0, seconds * 2); }

}  // namespace

rate_finder::rate_finder(double rate, time_point now) noexcept
    : rate_(std::max(rate, lowest_rate)),
      sent_at_(now),
      delivered_at_(now),
      throttled_at_(now),
      cut_at_(now - std::chrono::hours(1)) {}

void rate_finder::restart(double rate) noexcept {
    rate_ = std::max(rate, lowest_rate);
    limit_ = before_ = forgotten_ = 0;
    refused_ = rising_ = climb_ = 0;
    unrelated_ = {};
}

// From a request to the next one: the pauses between requests may be longer than a response needs.
void rate_finder::measure_use(double seconds) noexcept {
    allowed_ += rate_ * seconds;
    sending_ += seconds;
    if (sending_ < measuring_time) return;
    const double part = std::min(1.0, sent_ / allowed_);
    used_ += (part - used_) * (used_ > 0 ? weight_of(sending_) : 1);
    sent_ = allowed_ = sending_ = 0;
}

void rate_finder::measure_delivery(time_point now) noexcept {
    const double seconds = seconds_between(delivered_at_, now);
    if (seconds < measuring_time) return;
    delivered_ += (accepted_ / seconds - delivered_) * weight_of(seconds);
    accepted_ = 0;
    delivered_at_ = now;
}

// `seconds`: since the last request.
void rate_finder::rise(double seconds) noexcept {
    if (!is_used()) return;
    // A pause that the rate itself caused counts.
    const double step = std::min(seconds, std::max(longest_step, request_ / rate_));
    if (limit_ == 0) {
        const bool is_far = forgotten_ > 0 && rate_ > fast_above * forgotten_;
        rate_ *= std::min(most_growth, std::exp2(step / (is_far ? fast_doubling : doubling)));
        return;
    }
    rising_ += step;
    rate_ = std::max(rate_, std::min(curve(), most_growth * rate_));
    if (rate_ <= far_above * limit_) return;
    forgotten_ = std::exchange(limit_, 0);
}

// The rate of the cubic curve: below the limit for `climb_` seconds, then above it.
double rate_finder::curve() const noexcept {
    const double time = rising_ - climb_;
    const double part = time < 0 ? cut_part_ * std::pow(time / climb_, 3) : std::pow(time / period, 3);
    return limit_ * (1 + part);
}

// Most of the rate that was delivered while requests were throttled: what is left if the saved units are
// used up. 0: not known yet.
double rate_finder::delivered_since_throttled(bool again, time_point now) noexcept {
    const double seconds = seconds_between(throttled_at_, now);
    const bool is_known = again && request_ > 0 && seconds >= shortest_measurement &&
                          throttled_units_ >= least_requests * request_;
    const double most = is_known ? delivered_share * throttled_units_ / seconds : 0;
    if (!again || seconds > longest_measurement) {
        throttled_at_ = now;
        throttled_units_ = 0;
    }
    return most;
}

// `part_refused`: of the response.
void rate_finder::cut(double part_refused, time_point now) noexcept {
    const bool again = seconds_between(cut_at_, now) <= same_throttling;
    if (!again) {
        before_ = rate_;
        limit_before_ = limit_;
    }
    if (!unrelated_.on_cut(rate_, now)) return return_to(rate_, 0, now);
    // A rate that was not used was not the reason.
    if (used_ > 0) rate_ *= std::clamp(std::exchange(used_, 1), most_cut, 1.0);
    const double part =
        std::clamp(unrelated_.excess_of(std::min(refused_, part_refused)) / 2, least_cut, most_cut);
    if (delivered_ < delivered_part * rate_)
        limit_ = 0;
    else if (limit_ > 0 || again || refused_ > little)
        limit_ = rate_;
    const double least =
        std::max({lowest_rate, request_ / longest_pause, delivered_since_throttled(again, now)});
    rate_ = std::max(std::min(rate_, least), rate_ * (1 - part));
    forgotten_ = 0;
    cut_part_ = part;
    climb_ = period * std::cbrt(least_cut);
    rising_ = 0;
    // The units that would have been refused at the lower rate.
    refused_ = std::max(0.0, (refused_ - part) / (1 - part));
    cut_at_ = now;
    is_cut_ = true;
    ++cuts_;
}

void rate_finder::on_sent(double units, time_point now) noexcept {
    const double seconds = seconds_between(sent_at_, now);
    sent_at_ = now;
    // The pause before this request was that of the rate before the cut: its response says nothing.
    if (std::exchange(is_cut_, false)) cut_at_ = now + nanoseconds(1);
    measure_use(seconds);
    rise(seconds);
    sent_ += units;
    request_ = units;
    rate_ = std::max(rate_, units / longest_pause);
}

void rate_finder::on_answer(time_point sent_at, double accepted, double refused, time_point now) noexcept {
    accepted_ += accepted;
    throttled_units_ += accepted;
    measure_delivery(now);
    if (accepted + refused <= 0) return;
    const double part_refused = refused / (accepted + refused);
    refused_ += (part_refused - refused_) * answer_weight;
    if (unrelated_.on_answer(sent_at, rate_, accepted, refused, now))
        return return_to(unrelated_.rate_before(), 0, now);
    if (refused > 0 && sent_at >= cut_at_ && unrelated_.is_exceeded()) cut(part_refused, now);
}

void rate_finder::return_to(double rate, double limit, time_point now) noexcept {
    rate_ = std::max(rate_, rate);
    limit_ = limit;
    before_ = 0;
    refused_ = 0;
    rising_ = climb_ = 0;
    cut_at_ = now;
}

void rate_finder::undo(time_point now) noexcept {
    if (before_ == 0 || seconds_between(cut_at_, now) > same_throttling) return;
    unrelated_.forget_cuts();
    return_to(before_, limit_before_, now);
}

}  // namespace dynaco::loading
