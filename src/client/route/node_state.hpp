#pragma once

#include "core/longest_time.hpp"
#include "transport/origin.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dynaco::detail {

/// Decides which node of a cluster is used next. Pure.
///
/// Nodes are used in turn: the configured ones, or those that a node has named and that responded. Configured
/// nodes that are not named stay in reserve. They are used when all others are skipped.
///
/// A node that failed is skipped for a second. The time doubles with each further failure, up to half a
/// minute. A random part of it, up to a half, is left out. Then one call tries the node, and its outcome
/// counts. When all nodes are skipped, the one that was tried longest ago is tried.
class node_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// More nodes than this are ignored.
    static constexpr std::size_t max_nodes = 1000;
    static constexpr std::chrono::milliseconds first_pause{1000};
    static constexpr std::chrono::milliseconds longest_pause{30'000};

    /// `nodes` must not be empty. `start` selects the first node, so that clients begin at different ones.
    node_state(std::vector<transport::origin> nodes, std::uint64_t start);

    [[nodiscard]] const transport::origin& next(time_point now) noexcept;
    /// Reports that a node failed. `jitter` in [0, 1) varies the time for which it is skipped.
    void failed(const transport::origin& at, time_point now, double jitter) noexcept;
    void succeeded(const transport::origin& at) noexcept;
    /// Replaces the nodes that are used in turn. They should have responded. Nodes that stay keep their
    /// state. An empty list changes nothing.
    void replace(std::vector<transport::origin> nodes);

    /// Whether the node is used in turn.
    [[nodiscard]] bool contains(const transport::origin& at) const noexcept;
    /// The number of nodes that are used in turn.
    [[nodiscard]] std::size_t size() const noexcept;
    /// Whether all nodes that are used in turn are up.
    [[nodiscard]] bool all_up() const noexcept { return down_ == 0; }

 private:
    struct node {
        transport::origin at;
        int failures = 0;        // failures in a row; 0: the node is up
        time_point tried{};      // when it failed or was last returned for a trial
        time_point out_until{};  // skipped until then
        bool on_trial = false;
        bool in_reserve = false;

        static bool is_before(const node& n, const transport::origin& at) noexcept { return n.at < at; }
    };

    [[nodiscard]] const node* find(const transport::origin& at) const noexcept;
    [[nodiscard]] node* find(const transport::origin& at) noexcept;
    [[nodiscard]] node* next_of(bool in_reserve, time_point now) noexcept;
    static const transport::origin& try_again(node& n, time_point now) noexcept;

    const std::vector<transport::origin> configured_;
    std::vector<node> nodes_;  // sorted by origin
    std::size_t next_ = 0;
    std::size_t down_ = 0;  // how many of the nodes that are used in turn are down
};

/// Decides when to refresh the list of nodes: at once, then after each interval, and sooner after a node has
/// failed. Only one refresh runs at a time. Pure.
class node_refresh_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// The shortest time between refreshes after failures.
    static constexpr std::chrono::milliseconds soonest{1000};

    /// An interval of zero or less disables refreshes.
    explicit node_refresh_state(std::chrono::milliseconds interval) noexcept : interval_(bounded(interval)) {}

    /// Whether to start a refresh now. If it returns true, `ended` must follow.
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

}  // namespace dynaco::detail
