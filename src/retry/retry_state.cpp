#include "retry/retry_state.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace dynaco::retry {
namespace {

using std::chrono::milliseconds;

std::optional<milliseconds> parse_retry_after(std::string_view text) noexcept {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || stop != end || value < 0) return std::nullopt;
    return milliseconds(value);
}

}  // namespace

milliseconds retry_state::backoff(retry_class what, double jitter) const noexcept {
    const auto base = what == retry_class::throttling ? policy_.throttling_base_delay : policy_.base_delay;
    const int doublings = std::clamp(attempts_ - 1, 0, 30);
    const double ceiling = std::min(static_cast<double>(base.count()) * static_cast<double>(1LL << doublings),
                                    static_cast<double>(policy_.max_delay.count()));
    return milliseconds(static_cast<std::int64_t>(jitter * ceiling));
}

retry_decision retry_state::failed(retry_class what, double jitter, std::string_view retry_after) noexcept {
    if (what == retry_class::none || attempts_ >= policy_.max_attempts) return {};
    const int cost =
        what == retry_class::throttling ? retry_quota::throttling_cost : retry_quota::transient_cost;
    if (!quota_.take(cost)) return {};
    last_cost_ = cost;
    const milliseconds delay = backoff(what, jitter);
    constexpr milliseconds most_beyond{5000};
    if (const auto asked = parse_retry_after(retry_after))
        return {true, std::clamp(*asked, delay, delay + most_beyond)};
    return {true, delay};
}

void retry_state::succeeded() noexcept {
    quota_.give(last_cost_ > 0 ? last_cost_ : retry_quota::success_refund);
}

}  // namespace dynaco::retry
