#pragma once

#include <algorithm>

namespace dynaco::simulation {

/// Computes what the retry quota must be from all costs and refunds.
class quota_watch {
 public:
    static constexpr int full = 500;

    /// Takes the cost of a retry. @returns false if there are too few tokens.
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
