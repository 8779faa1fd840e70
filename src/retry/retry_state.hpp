#pragma once

#include "retry/retry_quota.hpp"

#include <dynaco/detail/retry/policy.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <string_view>

namespace dynaco::retry {

/// The policy `wanted` with the defaults of its mode for values that are not set.
[[nodiscard]] retry_policy effective(retry_policy wanted) noexcept;

/// Whether and how a failed attempt is retried.
enum class retry_class {
    none,        ///< Not retried: it would fail again, or the caller cancelled.
    transient,   ///< The service or the connection to it failed.
    throttling,  ///< The service requests a lower rate.
};

/// The class of a failure, from its cause and the HTTP status (0: no response).
[[nodiscard]] retry_class classify(errc cause, int http_status) noexcept;
/// The class of a failure, from its cause, the HTTP status and the reasons of a cancelled transaction.
/// `retry_conflicts` is `retry_policy::retry_transaction_conflicts`.
[[nodiscard]] retry_class classify(const failure& why, bool retry_conflicts) noexcept;

/// A failed attempt: the facts that the decision depends on.
struct failed_attempt {
    retry_class what = retry_class::none;
    std::string_view retry_after{};  ///< The x-amz-retry-after header, in milliseconds; empty: absent.
    bool timed_out = false;          ///< Whether connecting or waiting for the response timed out.
    bool in_progress = false;        ///< TransactionInProgressException.
    /// Whether this is a write that may have been applied and that another attempt would apply again.
    bool ambiguous = false;
    std::chrono::milliseconds since_first{};  ///< The time from sending the first attempt to this failure.
    /// The time until the call's deadline.
    std::chrono::milliseconds left = std::chrono::milliseconds::max();
};

/// Why the call makes no further attempt.
enum class retry_end { none, not_retryable, ambiguous, attempts_spent, quota_spent, too_late };

/// What to do after a failed attempt.
struct retry_decision {
    bool again = false;
    std::chrono::milliseconds delay{};
    retry_end end = retry_end::none;
};

/// Decides about the attempts of one call (AWS standard retries 2.1 or 2.0). Pure: randomness and time are
/// arguments, and it does not wait.
class retry_state {
 public:
    /// If a transaction with the same token is in progress, DynamoDB requires at least one attempt this long
    /// after the first one (API reference, TransactionInProgressException).
    static constexpr std::chrono::milliseconds transaction_horizon{5000};

    retry_state(const retry_policy& policy, retry_quota& quota) noexcept : policy_(policy), quota_(quota) {}

    /// Counts the attempt that is sent next. @returns its number; the first is 1.
    int begin_attempt() noexcept { return ++attempts_; }
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

    /// Decides what to do after a failed attempt. `jitter` is in [0, 1). Takes tokens from the quota only if
    /// there is another attempt.
    retry_decision failed(const failed_attempt& last, double jitter) noexcept;
    /// Returns tokens to the quota after a success: those of the last retry, or one if there was no retry.
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
