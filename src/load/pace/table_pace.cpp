#include "load/pace/table_pace.hpp"

#include <algorithm>

namespace dynaco::loading {
namespace {

constexpr double burst_with_cap = 0.01;     // seconds
constexpr double burst_without_cap = 0.05;  // seconds
constexpr double blame_time = 30;           // seconds

double value_at(std::span<const double> values, std::size_t position) noexcept {
    return position < values.size() ? values[position] : 0;
}

}  // namespace

table_pace::table_pace(const table_pace_options& options, std::vector<std::string> indexes, time_point now)
    : cap_(unit_bucket::rate_of(options.max_units_per_second)), recent_(now) {
    const double start = std::min(cap_, options.start_units_per_second);
    const double burst = options.max_units_per_second > 0 ? burst_with_cap : burst_without_cap;
    const auto add = [&](std::string name, double rate, bool limited) {
        resources_.push_back({.name = std::move(name),
                              .bucket = unit_bucket(rate, burst, now),
                              .finder = rate_finder(start, now),
                              .limited = limited});
    };
    add({}, start, true);
    for (std::string& name : indexes) add(std::move(name), cap_, false);
}

nanoseconds table_pace::wait(time_point now) noexcept {
    nanoseconds longest{};
    for (resource& each : resources_) longest = std::max(longest, each.bucket.wait(now));
    if (longest == nanoseconds::zero() && most_first_units(now) < 1) longest = recent_.next_slice(now);
    return longest;
}

double table_pace::most_units(time_point now) noexcept {
    const bool capped = cap_ != unit_bucket::unlimited;
    double rate = resources_[0].bucket.rate();
    for (const resource& each : resources_)
        if (each.limited) rate = std::min(rate, each.bucket.rate() / each.correction.factor());
    double most = rate * (capped ? request_part : request_part_without_cap);
    if (capped) most = std::min(most, cap_ * cap_tolerance - counted(now));
    return std::max(1.0, most / resources_[0].correction.factor());
}

double table_pace::most_first_units(time_point now) noexcept {
    if (cap_ == unit_bucket::unlimited) return cap_;
    const double sum = counted(now);
    if (sum < 1e-6) return unit_bucket::unlimited;
    return (cap_ * cap_tolerance - sum) / resources_[0].correction.factor();
}

void table_pace::update_rate(std::size_t number, time_point now) noexcept {
    resource& of = resources_[number];
    if (!of.limited) return;
    of.bucket.set_rate(std::min(cap_, of.finder.rate()), now);
}

void table_pace::sent(paced_request& request, time_point now) {
    request.sent_at = now;
    request.taken.clear();
    for (std::size_t i = 0; i < resources_.size(); ++i) {
        resource& each = resources_[i];
        const double units = each.correction.corrected(value_at(request.expected, i));
        request.taken.push_back(units);
        each.bucket.take(units, now);
        each.finder.on_sent(units, now);
        update_rate(i, now);
    }
    in_flight_ += request.taken[0];
}

void table_pace::lost(const paced_request& request, time_point now) noexcept {
    in_flight_ -= request.taken[0];
    recent_.add(request.taken[0], now);
}

std::size_t table_pace::blamed(time_point now) const noexcept {
    std::size_t latest = 0;
    for (std::size_t i = 0; i < resources_.size(); ++i) {
        const auto& at = resources_[i].named_at;
        if (!at || seconds_between(*at, now) > blame_time) continue;
        if (!resources_[latest].named_at || *at >= *resources_[latest].named_at) latest = i;
    }
    return latest;
}

void table_pace::answered(std::size_t number, const paced_request& request, const paced_answer& answer,
                          bool blamed, time_point now) {
    resource& of = resources_[number];
    const double refused = value_at(answer.refused, number);
    const double expected = std::max(0.0, value_at(request.expected, number) - refused);
    double consumed = of.correction.corrected(expected);
    if (!answer.consumed.empty()) {
        consumed = value_at(answer.consumed, number);
        of.correction.learn(expected, consumed);
    }
    const double taken = value_at(request.taken, number);
    // Refused units are not given back: otherwise requests that are refused would not be paced.
    of.bucket.settle(taken, consumed + of.correction.corrected(refused), now);
    if (number == 0) {
        in_flight_ -= taken;
        recent_.add(consumed, now);
    }
    const double hot = number == 0 ? answer.refused_hot : 0;
    const double counted = blamed ? of.correction.corrected(std::max(0.0, refused - hot)) : 0;
    of.finder.on_answer(request.sent_at, consumed, counted, now);
    update_rate(number, now);
}

void table_pace::answered(const paced_request& request, const paced_answer& answer, time_point now) {
    std::size_t guilty = blamed(now);
    const double refused = value_at(answer.refused, guilty);
    if (refused == 0) guilty = 0;
    if (refused > 0 && resources_[guilty].named_at) resources_[guilty].named_at = now;
    for (std::size_t i = 0; i < resources_.size(); ++i) answered(i, request, answer, i == guilty, now);
}

void table_pace::throttled(const throttle_reason& reason, time_point now) {
    if (reason.index.empty()) {
        if (reason.limit != throttle_limit::key_range) resources_[0].named_at = now;
        return;
    }
    for (std::size_t i = 1; i < resources_.size(); ++i) {
        resource& index = resources_[i];
        if (index.name != reason.index) continue;
        index.named_at = now;
        if (index.limited) return;
        index.limited = true;
        // The most units that it can have received.
        index.finder.restart(resources_[0].bucket.rate() * index.correction.factor());
        // Until now the leftovers were counted as throttling of the table.
        update_rate(i, now);
        acquit(now);
    }
}

void table_pace::acquit(time_point now) noexcept {
    resources_[0].finder.undo(now);
    update_rate(0, now);
}

std::string_view table_pace::limiting_index() const noexcept {
    const resource* found = nullptr;
    for (const resource& each : resources_) {
        if (!each.limited || each.name.empty()) continue;
        if (!each.finder.is_used()) continue;
        if (!found || *each.named_at > *found->named_at) found = &each;
    }
    return found ? std::string_view(found->name) : std::string_view();
}

}  // namespace dynaco::loading
