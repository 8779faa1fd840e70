#include "load/pace/unrelated_refusals.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::loading {
namespace {

constexpr double same_descent = 2;  // seconds; a later cut has another cause
constexpr double high_rate = 0.65;  // times the compared rate
constexpr double low_rate = 0.5;
constexpr double least_high_answers = 4;
constexpr double least_low_answers = 16;
constexpr double least_low_throttled = 6;
constexpr int useful_answers = 32;   // so many responses without refusals: the cut was useful
constexpr double same_cut = 0.5;     // seconds; nearer cuts are counted once
constexpr double kept_part = 0.4;    // of the rate: if less is left, the cuts have lowered it
constexpr double least_recent = 16;  // responses

// A random part is the same one if it is not larger than this.
constexpr double chance_factor = 1.5;
constexpr double chance_part = 0.02;

}  // namespace

void unrelated_refusals::answers::scale(double factor) noexcept {
    for (double* each : {&count, &throttled, &units, &refused, &rates}) *each *= factor;
}

void unrelated_refusals::answers::add(double rate, double accepted, double refused_units) noexcept {
    if (count >= most_count) scale(1 - 1 / most_count);
    ++count;
    if (refused_units > 0) ++throttled;
    units += accepted + refused_units;
    refused += refused_units;
    rates += std::log(rate);
}

double unrelated_refusals::answers::rate() const noexcept { return std::exp(rates / count); }

void unrelated_refusals::compare_from(double rate) noexcept {
    compared_ = rate;
    high_ = low_ = {};
}

void unrelated_refusals::expect(double part, bool is_shown, time_point now) noexcept {
    part_ = part;
    is_shown_ = is_shown;
    expected_since_ = now;
    cut_at_.reset();
    cuts_ = 0;
}

void unrelated_refusals::count_cut(double rate_before, time_point now) noexcept {
    if (cuts_ > 0 && seconds_between(counted_at_, now) <= same_cut) return;
    counted_at_ = now;
    ++cuts_;
    if (cuts_ > 1 && seconds_between(counting_since_, now) <= counting_time &&
        rate_before >= kept_part * counting_from_)
        return;
    cuts_ = 1;
    counting_since_ = now;
    counting_from_ = rate_before;
}

bool unrelated_refusals::on_cut(double rate_before, time_point now) noexcept {
    if (!cut_at_) {
        rate_before_ = rate_before;
        first_cut_at_ = now;
        compare_from(rate_before);
    }
    cut_at_ = now;
    count_cut(rate_before, now);
    if (cuts_ < many_cuts || recent_.part() > small_part) return true;
    expect(recent_.part(), false, now);
    return false;
}

// The capacity would accept the same units at both rates, chance accepts the same part of them. The limit
// between the two is nearer to chance.
bool unrelated_refusals::is_same_part() const noexcept {
    const double part = low_.part();
    if (part > most_part || part > chance_factor * high_.part() + chance_part) return false;
    return (1 - part) / (1 - high_.part()) < std::pow(high_.rate() / low_.rate(), 0.25);
}

bool unrelated_refusals::on_answer(time_point sent_at, double rate, double accepted, double refused,
                                   time_point now) noexcept {
    recent_.add(rate, accepted, refused);
    if (part_ > 0) {
        part_ = std::min(part_, chance_factor * recent_.part() + chance_part);
        if (seconds_between(expected_since_, now) > lifetime) part_ = 0;
    }
    not_throttled_ = refused > 0 ? 0 : not_throttled_ + 1;
    if (!cut_at_) return false;
    if (not_throttled_ >= useful_answers || seconds_between(*cut_at_, now) > same_descent) {
        cut_at_.reset();
        return false;
    }
    if (sent_at < first_cut_at_) return false;
    if (rate >= high_rate * compared_) high_.add(rate, accepted, refused);
    if (rate > low_rate * compared_) return false;
    low_.add(rate, accepted, refused);
    if (low_.count < least_low_answers || low_.throttled < least_low_throttled) return false;
    if (high_.count < least_high_answers || !is_same_part()) {
        compare_from(rate);
        return false;
    }
    recent_ = high_;
    recent_.count += low_.count;
    recent_.units += low_.units;
    recent_.refused += low_.refused;
    recent_.scale(std::min(1.0, most_count / recent_.count));
    expect(recent_.part(), true, now);
    return true;
}

bool unrelated_refusals::is_exceeded() noexcept {
    if (part_ == 0) return true;
    if (recent_.count < least_recent || recent_.part() <= chance_factor * part_ + chance_part) return false;
    if (!is_shown_) part_ = 0;
    return true;
}

double unrelated_refusals::excess_of(double part_refused) const noexcept {
    return std::max(0.0, part_refused - part_) / (1 - part_);
}

}  // namespace dynaco::loading
