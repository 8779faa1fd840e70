#pragma once

#include "transport/pool/ticket_map.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dynaco::transport {

/// The calls that wait for a connection to one origin, in the order of arrival. Calls for which a connection
/// is being opened are "expected"; the others are "in line".
class waiting_line {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using ticket = std::uint64_t;

    /// A call that has left the queue, and how long it has waited.
    struct departure {
        ticket who;
        std::chrono::microseconds waited;
    };

    /// Tickets must come in ascending order.
    void join(ticket who, time_point now) { in_line_.add(who, now); }
    /// Removes the call that has waited longest.
    departure pop(time_point now) {
        const auto [who, since] = (expected_.empty() ? in_line_ : expected_).take_first();
        return departed(who, since, now);
    }
    std::optional<departure> leave(ticket who, time_point now) {
        for (waits* from : {&expected_, &in_line_})
            if (const auto since = from->take(who)) return departed(who, *since, now);
        return std::nullopt;
    }
    /// Marks the first calls in line as expected, until there are as many as openings.
    void cover(std::size_t openings) {
        while (expected_.size() < openings && !in_line_.empty()) {
            const auto [who, since] = in_line_.take_first();
            expected_.add(who, since);
        }
    }

    [[nodiscard]] bool empty() const noexcept { return expected_.empty() && in_line_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return expected_.size() + in_line_.size(); }
    [[nodiscard]] std::size_t expected() const noexcept { return expected_.size(); }
    [[nodiscard]] std::size_t in_line() const noexcept { return in_line_.size(); }
    [[nodiscard]] ticket first() const { return (expected_.empty() ? in_line_ : expected_).first(); }
    [[nodiscard]] ticket first_in_line() const { return in_line_.first(); }

 private:
    using waits = ticket_map<time_point>;

    static departure departed(ticket who, time_point since, time_point now) {
        // Threads read the clock before they take the lock, so that `now` may be slightly behind.
        const auto waited = std::max(now - since, time_point::duration::zero());
        return {who, std::chrono::duration_cast<std::chrono::microseconds>(waited)};
    }

    waits expected_;
    waits in_line_;
};

}  // namespace dynaco::transport
