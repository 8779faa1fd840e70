#pragma once

#include "retry/retry_class.hpp"
#include "retry/retry_quota.hpp"

#include <dynaco/retry/retry_policy.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace dynaco::retry {

/// What to do after a failed attempt.
struct retry_decision {
    bool again = false;
    std::chrono::milliseconds delay{};
};

/// One call's way through its attempts (AWS standard retries 2.1). Pure: randomness is an argument, and
/// nothing sleeps.
class retry_state {
 public:
    retry_state(const retry_policy& policy, retry_quota& quota) noexcept : policy_(policy), quota_(quota) {}

    /// Counts an attempt that is about to be sent; the first is 1.
    int begin_attempt() noexcept { return ++attempts_; }
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

    /// `jitter` is in [0, 1); `retry_after` is the x-amz-retry-after header, in milliseconds, empty if there
    /// is none.
    retry_decision failed(retry_class what, double jitter, std::string_view retry_after = {}) noexcept;
    /// Refunds the quota.
    void succeeded() noexcept;

 private:
    [[nodiscard]] std::chrono::milliseconds backoff(retry_class what, double jitter) const noexcept;

    const retry_policy& policy_;
    retry_quota& quota_;
    int attempts_ = 0;
    int last_cost_ = 0;
};

}  // namespace dynaco::retry
