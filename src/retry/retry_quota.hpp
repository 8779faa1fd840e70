#pragma once

#include <algorithm>
#include <atomic>

namespace dynaco::retry {

/// Limits the retries of a client, so that they do not make an outage worse: a bucket of 500 tokens. Each
/// retry takes tokens, and each success returns some. Thread-safe.
class retry_quota {
 public:
    static constexpr int capacity = 500;
    static constexpr int transient_cost = 14;
    static constexpr int throttling_cost = 5;
    static constexpr int cost_2_0 = 5;           ///< Version 2.0 of the standard mode: any other failure.
    static constexpr int timeout_cost_2_0 = 10;  ///< Version 2.0 of the standard mode: a timeout.
    /// The tokens that a call without a retry returns when it succeeds.
    static constexpr int success_refund = 1;

    explicit retry_quota(int tokens = capacity) noexcept : tokens_(tokens) {}

    /// Takes `cost` tokens. @returns false if there are fewer; then it takes none.
    bool take(int cost) noexcept {
        int tokens = tokens_.load(std::memory_order_relaxed);
        do {
            if (tokens < cost) return false;
        } while (!tokens_.compare_exchange_weak(tokens, tokens - cost, std::memory_order_relaxed));
        return true;
    }
    /// Returns tokens to the bucket, up to its capacity. A full bucket, the usual case, is only read, so that
    /// threads do not slow each other down.
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
