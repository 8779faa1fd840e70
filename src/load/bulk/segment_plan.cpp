#include "load/bulk/segment_plan.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace dynaco::loading {

segment_plan::segment_plan(const segment_shape& shape) : shape_(shape) {
    const std::uint32_t count =
        shape.worker >= shape.segments ? 0 : (shape.segments - shape.worker - 1) / shape.workers + 1;
    order_.resize(count);
    done_.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) order_[i] = i;
    // Not std::shuffle: its result differs between standard libraries.
    std::mt19937_64 random(shape.seed);
    for (std::size_t i = count; i > 1; --i) std::swap(order_[i - 1], order_[random() % i]);
}

segment_plan::step segment_plan::step_of(std::uint32_t ordinal) {
    const open_segment& of = open_[ordinal];
    return {.segment = segment_of(ordinal), .start_key = of.next_key, .not_before = of.not_before};
}

std::optional<segment_plan::step> segment_plan::next(time_point now) {
    while (begun_ < order_.size() && done_[order_[begun_]]) ++begun_;
    const auto rests = [&](std::uint32_t ordinal) { return open_[ordinal].not_before > now; };
    auto found = std::ranges::find_if_not(ready_, rests);
    if (found == ready_.end() && begun_ < order_.size()) return step_of(order_[begun_++]);
    if (found == ready_.end())
        found = std::ranges::min_element(ready_, {},
                                         [&](std::uint32_t ordinal) { return open_[ordinal].not_before; });
    if (found == ready_.end()) return std::nullopt;
    const std::uint32_t ordinal = *found;
    ready_.erase(found);
    return step_of(ordinal);
}

page_place segment_plan::read(std::uint32_t segment, std::string_view last_key) {
    const std::uint32_t ordinal = ordinal_of(segment);
    open_segment& of = open_[ordinal];
    of.not_before = {};
    of.failures = 0;
    of.next_key = last_key;
    of.pages.push_back({.last_key = std::string(last_key)});
    if (last_key.empty()) {
        of.ended = true;
        ++read_count_;
    } else {
        ready_.push_front(ordinal);
    }
    return {.segment = segment, .page = of.first_page + of.pages.size() - 1};
}

page_place segment_plan::read_part(std::uint32_t segment, std::string_view last_key) {
    open_segment& of = open_[ordinal_of(segment)];
    of.pages.push_back({.last_key = std::string(last_key)});
    return {.segment = segment, .page = of.first_page + of.pages.size() - 1};
}

void segment_plan::returned(std::uint32_t segment, nanoseconds pause, time_point now) {
    constexpr int most_doublings = 5;
    const std::uint32_t ordinal = ordinal_of(segment);
    open_segment& of = open_[ordinal];
    of.not_before = now + pause * (1 << std::min(of.failures++, most_doublings));
    ready_.push_back(ordinal);
}

bool segment_plan::acknowledge(const page_place& place) {
    if (place.segment % shape_.workers != shape_.worker || place.segment >= shape_.segments) return false;
    const auto found = open_.find(ordinal_of(place.segment));
    if (found == open_.end()) return false;
    open_segment& of = found->second;
    if (place.page < of.first_page || place.page - of.first_page >= of.pages.size()) return false;
    if (std::exchange(of.pages[place.page - of.first_page].acknowledged, true)) return false;
    while (!of.pages.empty() && of.pages.front().acknowledged) {
        of.kept_key = std::move(of.pages.front().last_key);
        of.pages.pop_front();
        ++of.first_page;
    }
    if (of.ended && of.pages.empty()) {
        done_[found->first] = true;
        ++done_count_;
        open_.erase(found);
    }
    return true;
}

segment_plan::progress segment_plan::acknowledged() const {
    progress made;
    for (std::uint32_t i = 0; i < done_.size(); ++i) {
        if (!done_[i]) continue;
        if (!made.done.empty() && made.done.back().second + 1 == i)
            made.done.back().second = i;
        else
            made.done.emplace_back(i, i);
    }
    for (const auto& [ordinal, of] : open_)
        if (!of.kept_key.empty()) made.open.emplace(ordinal, of.kept_key);
    return made;
}

bool segment_plan::resume(const progress& from) {
    const std::size_t count = order_.size();
    for (const auto& [first, last] : from.done) {
        if (first > last || last >= count) return false;
        for (std::size_t i = first; i <= last; ++i) {
            if (done_[i]) return false;
            done_[i] = true;
            ++done_count_;
        }
    }
    read_count_ = done_count_;
    for (const auto& [ordinal, key] : from.open) {
        if (ordinal >= count || done_[ordinal] || key.empty()) return false;
        open_segment& of = open_[ordinal];
        of.next_key = of.kept_key = key;
        ready_.push_back(ordinal);
    }
    // Those that have begun are in ready_ and must not begin again.
    std::erase_if(order_, [&](std::uint32_t ordinal) { return open_.contains(ordinal); });
    order_.insert(order_.begin(), ready_.begin(), ready_.end());
    begun_ = ready_.size();
    return true;
}

}  // namespace dynaco::loading
