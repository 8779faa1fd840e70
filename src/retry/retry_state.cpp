#include "retry/retry_state.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace dynaco::retry {

// Values from the AWS SDKs and Tools Reference, "Retry behavior". Version 2.1 has a special base delay for
// DynamoDB.
retry_policy effective(retry_policy wanted) noexcept {
    using std::chrono::milliseconds;
    const bool older = wanted.mode == retry_mode::standard_2_0;
    const auto fill = [](milliseconds& time, milliseconds own) {
        if (time <= milliseconds::zero()) time = own;
    };
    if (wanted.max_attempts <= 0) wanted.max_attempts = older ? 3 : 4;
    fill(wanted.base_delay, milliseconds(older ? 1000 : 25));
    fill(wanted.throttling_base_delay, milliseconds(1000));
    fill(wanted.max_delay, milliseconds(20'000));
    return wanted;
}

namespace {

// One reason that cannot be retried is enough: the transaction would be cancelled again.
retry_class class_of_reasons(const std::vector<cancellation_reason>& reasons) noexcept {
    auto worst = retry_class::none;
    for (const cancellation_reason& each : reasons) {
        if (!each) continue;
        const bool throttled = is_throttling(each.cause);
        if (!throttled && each.cause != errc::transaction_conflict) return retry_class::none;
        worst = std::max(worst, throttled ? retry_class::throttling : retry_class::transient);
    }
    return worst;
}

}  // namespace

retry_class classify(const failure& why, bool retry_conflicts) noexcept {
    switch (why.cause()) {
        case errc::transaction_conflict: return retry_conflicts ? retry_class::transient : retry_class::none;
        case errc::transaction_canceled:
        case errc::transaction_throttled:
            return retry_conflicts ? class_of_reasons(why.diagnostics().cancellation_reasons)
                                   : retry_class::none;
        default: return classify(why.cause(), why.diagnostics().http_status);
    }
}

retry_class classify(errc cause, int http_status) noexcept {
    switch (cause) {
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connect_timed_out:
        case errc::tls_failed:
        case errc::connection_lost:
        case errc::attempt_timed_out:
        case errc::checksum_mismatch:
        case errc::request_timed_out:
        case errc::replicated_write_conflict: return retry_class::transient;

        // A success with an invalid body may succeed at the next attempt. An error in a form that DynamoDB
        // does not use comes from a proxy, and would be returned again.
        case errc::malformed_reply: return http_status < 300 ? retry_class::transient : retry_class::none;

        case errc::limit_exceeded:
        case errc::provisioned_throughput_exceeded:
        case errc::request_limit_exceeded:
        case errc::throttling:
        case errc::transaction_in_progress: return retry_class::throttling;

        default: break;
    }
    // Only these statuses are retried (AWS standard mode). An InternalServerError with status 400 is not
    // retried.
    const bool server_side =
        http_status == 500 || http_status == 502 || http_status == 503 || http_status == 504;
    return server_side ? retry_class::transient : retry_class::none;
}

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

// The delay for a transaction that is still in progress. It has less jitter, because no other call competes
// for the transaction and a very early attempt has no use. The last attempt is sent `transaction_horizon`
// after the first one, if the call's deadline allows it.
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

// If the last attempt finds that the transaction is in progress, one more attempt is made, except if the
// caller allows only one attempt.
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
    // Waiting would end at the deadline, and the error would not show the reason of the failure.
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
