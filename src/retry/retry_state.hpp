#pragma once

#include "retry/retry_quota.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/retry.hpp>

#include <chrono>
#include <string_view>

namespace dynaco::retry {

/// The policy with the mode's own numbers for what is zero.
[[nodiscard]] retry_policy effective(retry_policy wanted) noexcept;

/// What a failure means for trying again.
enum class retry_class {
    none,        ///< It would fail again, or the caller has given up.
    transient,   ///< The service or the way to it failed.
    throttling,  ///< The service wants fewer requests.
};

[[nodiscard]] retry_class classify(errc cause, int http_status) noexcept;
/// The same with the reasons of a cancelled transaction. `retry_conflicts` as in
/// `retry_policy::retry_transaction_conflicts`.
[[nodiscard]] retry_class classify(const failure& why, bool retry_conflicts) noexcept;

/// An attempt that failed, as far as the decision depends on it.
struct failed_attempt {
    retry_class what = retry_class::none;
    std::string_view retry_after{};  ///< The x-amz-retry-after header, in milliseconds; empty: none.
    bool timed_out = false;          ///< Connecting, or the answer, took too long.
    bool in_progress = false;        ///< TransactionInProgressException.
    /// A write that may have been applied, and would be applied again by another attempt.
    bool ambiguous = false;
    std::chrono::milliseconds since_first{};  ///< From sending the first attempt to this failure.
    std::chrono::milliseconds left = std::chrono::milliseconds::max();  ///< Until the call's deadline.
};

/// Why there is no other attempt.
enum class retry_end { none, not_retryable, ambiguous, attempts_spent, quota_spent, too_late };

/// What to do after a failed attempt.
struct retry_decision {
    bool again = false;
    std::chrono::milliseconds delay{};
    retry_end end = retry_end::none;
};

/// One call's way through its attempts (AWS standard retries 2.1 or 2.0). Pure: randomness and time are
/// arguments, and nothing sleeps.
class retry_state {
 public:
    /// DynamoDB asks for at least one attempt this long after the first where a transaction with the same
    /// token is under way (API reference, TransactionInProgressException).
    static constexpr std::chrono::milliseconds transaction_horizon{5000};

    retry_state(const retry_policy& policy, retry_quota& quota) noexcept : policy_(policy), quota_(quota) {}

    /// Counts an attempt that is about to be sent; the first is 1.
    int begin_attempt() noexcept { return ++attempts_; }
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

    /// `jitter` is in [0, 1). Takes tokens of the quota only if there is another attempt.
    retry_decision failed(const failed_attempt& last, double jitter) noexcept;
    /// Refunds the quota.
    void succeeded() noexcept;

 private:
    using milliseconds = std::chrono::milliseconds;

    [[nodiscard]] bool older() const noexcept { return policy_.mode == retry_mode::standard_2_0; }
    [[nodiscard]] bool may_go_on(const failed_attempt& last) const noexcept;
    [[nodiscard]] milliseconds backoff(retry_class what, double jitter) const noexcept;
    [[nodiscard]] milliseconds patience(const failed_attempt& last, double jitter) const noexcept;
    [[nodiscard]] milliseconds pause(const failed_attempt& last, double jitter) const noexcept;
    [[nodiscard]] int cost(const failed_attempt& last) const noexcept;

    const retry_policy policy_;
    retry_quota& quota_;
    int attempts_ = 0;
    int last_cost_ = 0;
};

}  // namespace dynaco::retry
