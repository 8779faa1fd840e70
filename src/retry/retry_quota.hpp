#pragma once

#include <algorithm>
#include <atomic>

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
        int tokens = tokens_.load(std::memory_order_relaxed);
        do {
            if (tokens < cost) return false;
        } while (!tokens_.compare_exchange_weak(tokens, tokens - cost, std::memory_order_relaxed));
        return true;
    }
    /// A full bucket, the usual case, is only looked at: threads do not disturb one another.
    void give(int tokens) noexcept {
        int before = tokens_.load(std::memory_order_relaxed);
        while (before < capacity &&
               !tokens_.compare_exchange_weak(before, std::min(capacity, before + tokens),
                                              std::memory_order_relaxed)) {
        }
    }
    [[nodiscard]] int available() const noexcept { return tokens_.load(std::memory_order_relaxed); }

 private:
    std::atomic<int> tokens_;
};

}  // namespace dynaco::retry
