#pragma once

#include <algorithm>
#include <mutex>

namespace dynaco::retry {

/// Limits how many repetitions a client may have under way, so that an outage is not made worse: a bucket of
/// 500 tokens that failures drain and successes fill. Thread-safe.
class retry_quota {
 public:
    static constexpr int capacity = 500;
    static constexpr int transient_cost = 14;
    static constexpr int throttling_cost = 5;
    static constexpr int cost_2_0 = 5;           ///< Version 2.0 of the standard mode: of any failure,
    static constexpr int timeout_cost_2_0 = 10;  ///< but of one that no answer came to in time.
    static constexpr int success_refund = 1;     ///< For a call that was never repeated.

    explicit retry_quota(int tokens = capacity) noexcept : tokens_(tokens) {}

    /// Takes `cost` tokens. @returns false, taking none, if there are fewer.
    bool take(int cost) noexcept {
        const std::lock_guard lock(mutex_);
        if (tokens_ < cost) return false;
        tokens_ -= cost;
        return true;
    }
    void give(int tokens) noexcept {
        const std::lock_guard lock(mutex_);
        tokens_ = std::min(capacity, tokens_ + tokens);
    }
    [[nodiscard]] int available() const noexcept {
        const std::lock_guard lock(mutex_);
        return tokens_;
    }

 private:
    mutable std::mutex mutex_;
    int tokens_;
};

}  // namespace dynaco::retry
