#pragma once

#include "transport/transport.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace dynaco::simulation {

using std::chrono::milliseconds;
using transport::steady_time;

/// The virtual clock, and what is going to happen on it. Time passes only from one event to the next. For one
/// thread.
class timeline {
 public:
    /// Beyond any time of the machine's own clock: a timer on that one would never end, and be noticed.
    static constexpr steady_time start{std::chrono::hours(24 * 365 * 100)};

    [[nodiscard]] steady_time now() const noexcept { return now_; }
    [[nodiscard]] milliseconds elapsed() const noexcept {
        return std::chrono::floor<milliseconds>(now_ - start);
    }
    /// Events of one time happen in the order in which they were set.
    void at(steady_time when, std::function<void()> event);
    void after(milliseconds time, std::function<void()> event) { at(now_ + time, std::move(event)); }
    /// Goes to the next event. @returns false if there is none.
    bool advance();
    /// Forgets all that was to happen.
    void clear() noexcept { events_.clear(); }

    /// Ends at that time, or early with false if the waiting coroutine is cancelled.
    boost::asio::awaitable<bool> wait_until(steady_time when);

 private:
    steady_time now_ = start;
    std::uint64_t next_ = 0;
    std::map<std::pair<steady_time, std::uint64_t>, std::function<void()>> events_;
};

}  // namespace dynaco::simulation
