#pragma once

#include <algorithm>

namespace dynaco::simulation {

/// What the retry quota must hold: the sum of all costs and refunds.
class quota_watch {
 public:
    static constexpr int full = 500;

    /// @returns false if a repetition cannot be paid for.
    bool pay(int cost) noexcept {
        if (tokens_ < cost) return false;
        tokens_ -= cost;
        return true;
    }
    void give(int tokens) noexcept { tokens_ = std::min(full, tokens_ + tokens); }
    [[nodiscard]] int tokens() const noexcept { return tokens_; }

 private:
    int tokens_ = full;
};

}  // namespace dynaco::simulation
