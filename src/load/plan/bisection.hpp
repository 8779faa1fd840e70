#pragma once

#include "load/plan/planned_write.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <span>
#include <vector>

namespace dynaco::loading {

/// The consequence of a failed request for its writes.
enum class failure_kind : unsigned char {
    throttled,  ///< Send all again, more slowly.
    transient,  ///< The service or the connection failed, or the credentials have expired: send all again.
    in_doubt,   ///< As `transient`, but the writes may have been applied.
    item,       ///< One write is not valid, and the request was refused because of it: bisect.
    table,      ///< A table cannot be written: no write to it can succeed, but those to others can.
    systemic,   ///< No write can succeed: stop the load with this one error.
};

/// Returns the consequence of an error. An unknown error of the service is transient: the engine ends the
/// load if it lasts.
[[nodiscard]] failure_kind kind_of(errc error) noexcept;

/// Finds the writes because of which DynamoDB refuses whole requests: a refused request is sent again as two
/// halves, until a half is a single write. This writes all other writes. Pure.
///
/// The halves are sent before other writes and are not mixed with them. Their writes stay in flight in
/// `key_order`, so that the order of each key is kept.
class bisection {
 public:
    /// Records that a request was refused. @returns the write that is not valid if it was alone; otherwise
    /// `no_write`, and two more groups have to be sent
    write_id refused(std::span<const write_id> group);
    /// Whether a group has to be sent.
    [[nodiscard]] bool pending() const noexcept { return !groups_.empty(); }
    /// Takes the next group. `pending()` must be true.
    [[nodiscard]] std::vector<write_id> next();
    /// Returns a group that was throttled or whose connection was lost: it is sent next.
    void put_back(std::vector<write_id> group) { groups_.push_front(std::move(group)); }
    /// Removes the writes for which `is_wanted(id)` is true from the groups that wait. @returns them
    template <class Wanted>
    std::vector<write_id> take_if(const Wanted& is_wanted) {
        std::vector<write_id> taken;
        for (std::vector<write_id>& group : groups_) {
            const auto end = std::stable_partition(group.begin(), group.end(), std::not_fn(is_wanted));
            taken.insert(taken.end(), end, group.end());
            group.erase(end, group.end());
        }
        std::erase_if(groups_, [](const auto& group) { return group.empty(); });
        return taken;
    }
    /// The number of requests that were refused.
    [[nodiscard]] std::size_t refusals() const noexcept { return refusals_; }

 private:
    std::deque<std::vector<write_id>> groups_;
    std::size_t refusals_ = 0;
};

}  // namespace dynaco::loading
