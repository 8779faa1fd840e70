#pragma once

#include <algorithm>
#include <chrono>

namespace dynaco {

/// Decides when to ask for the list of a cluster's nodes: first at once, then at every interval, sooner after
/// a node failed, one request at a time. Pure.
class node_refresh_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// Requests that failures bring forward are at least so far apart.
    static constexpr std::chrono::milliseconds soonest{1000};

    /// Zero or less: never.
    explicit node_refresh_state(std::chrono::milliseconds interval) noexcept
        : interval_(std::min<std::chrono::milliseconds>(interval, std::chrono::hours(24 * 365))) {}

    /// Whether to ask now; `ended` must follow.
    [[nodiscard]] bool begin(time_point now) noexcept {
        if (interval_.count() <= 0 || under_way_ || now < due_) return false;
        under_way_ = true;
        began_ = now;
        due_ = now + interval_;
        return true;
    }
    void ended() noexcept { under_way_ = false; }
    void node_failed(time_point now) noexcept {
        due_ = std::min(due_, std::max(now, began_ + std::min(soonest, interval_)));
    }

 private:
    std::chrono::milliseconds interval_;
    bool under_way_ = false;
    time_point began_{};
    time_point due_{};
};

}  // namespace dynaco
