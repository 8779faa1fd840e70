#pragma once

#include "transport/origin.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dynaco::detail {

/// Decides which of a cluster's nodes is next. Pure.
///
/// Nodes take turns: those that were configured, or those that a node has named and that answered since.
/// Those that were configured and are not named stay in reserve: they are asked when all others are passed
/// over.
///
/// One that failed is passed over for a second, twice as long after each further failure,
/// half a minute at most, a random half of it less; then one call tries it, and its outcome counts. When all
/// are passed over, the one that was tried longest ago is tried.
class node_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;

    /// More than these are left out.
    static constexpr std::size_t max_nodes = 1000;
    static constexpr std::chrono::milliseconds first_pause{1000};
    static constexpr std::chrono::milliseconds longest_pause{30'000};

    /// `nodes`: one at least. `start` picks the first of the turn, so that clients begin at different ones.
    node_state(std::vector<transport::origin> nodes, std::uint64_t start);

    [[nodiscard]] const transport::origin& next(time_point now) noexcept;
    /// `jitter` in [0, 1).
    void failed(const transport::origin& at, time_point now, double jitter) noexcept;
    void succeeded(const transport::origin& at) noexcept;
    /// From now on these take turns; they should have answered. Those that stay keep their marks. An empty
    /// list changes nothing.
    void replace(std::vector<transport::origin> nodes);

    /// Whether `at` takes turns.
    [[nodiscard]] bool contains(const transport::origin& at) const noexcept;
    /// How many take turns.
    [[nodiscard]] std::size_t size() const noexcept;
    /// Of those that take turns.
    [[nodiscard]] bool all_up() const noexcept { return down_ == 0; }

 private:
    struct node {
        transport::origin at;
        int failures = 0;        // in a row; 0: it is up
        time_point tried{};      // when it failed, or was given out to be tried again
        time_point out_until{};  // passed over until then
        bool on_trial = false;
        bool in_reserve = false;

        static bool is_before(const node& n, const transport::origin& at) noexcept { return n.at < at; }
    };

    [[nodiscard]] const node* find(const transport::origin& at) const noexcept;
    [[nodiscard]] node* find(const transport::origin& at) noexcept;
    [[nodiscard]] node* next_of(bool in_reserve, time_point now) noexcept;
    static const transport::origin& try_again(node& n, time_point now) noexcept;

    const std::vector<transport::origin> configured_;
    std::vector<node> nodes_;  // in the order of their origins
    std::size_t next_ = 0;
    std::size_t down_ = 0;  // of those that take turns
};

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

}  // namespace dynaco::detail
