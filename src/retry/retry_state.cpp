#include "retry/retry_state.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

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

// Nobody else competes for the transaction, so that jitter has no use; asking too early has none either.
milliseconds retry_state::patience(const failed_attempt& last, double jitter) const noexcept {
    const milliseconds delay = (backoff(last.what, 1) + backoff(last.what, jitter)) / 2;
    const bool next_is_last = attempts_ + 1 >= policy_.max_attempts;
    const milliseconds far = std::max(delay, transaction_horizon - last.since_first);
    return next_is_last && far < last.left ? far : delay;
}

milliseconds retry_state::pause(const failed_attempt& last, double jitter) const noexcept {
    const milliseconds delay = last.in_progress ? patience(last, jitter) : backoff(last.what, jitter);
    constexpr milliseconds most_beyond{5000};
    const auto asked = older() ? std::nullopt : parse_retry_after(last.retry_after);
    return asked ? std::clamp(*asked, delay, delay + most_beyond) : delay;
}

int retry_state::cost(const failed_attempt& last) const noexcept {
    if (older()) return last.timed_out ? retry_quota::timeout_cost_2_0 : retry_quota::cost_2_0;
    return last.what == retry_class::throttling ? retry_quota::throttling_cost : retry_quota::transient_cost;
}

// A transaction that was found under way only by the last attempt gets one more; not if the caller wants
// no repetition at all.
bool retry_state::may_go_on(const failed_attempt& last) const noexcept {
    if (attempts_ < policy_.max_attempts) return true;
    return last.in_progress && attempts_ > 1 && attempts_ == policy_.max_attempts &&
           last.since_first < transaction_horizon && transaction_horizon - last.since_first < last.left;
}

retry_decision retry_state::failed(const failed_attempt& last, double jitter) noexcept {
    if (last.what == retry_class::none) return {.end = retry_end::not_retryable};
    if (last.ambiguous && !policy_.retry_ambiguous_writes) return {.end = retry_end::ambiguous};
    if (!may_go_on(last)) return {.end = retry_end::attempts_spent};
    const milliseconds delay = pause(last, jitter);
    // It would only hide the reason of the failure behind a longer wait.
    if (delay >= last.left) return {.end = retry_end::too_late};
    const int tokens = cost(last);
    if (!quota_.take(tokens)) return {.end = retry_end::quota_spent};
    last_cost_ = tokens;
    return {.again = true, .delay = delay};
}

void retry_state::succeeded() noexcept {
    quota_.give(last_cost_ > 0 ? last_cost_ : retry_quota::success_refund);
}

}  // namespace dynaco::retry
