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

/// The virtual clock and its future events. Time passes only from one event to the next. Not thread-safe.
class timeline {
 public:
    /// Later than any time of the machine's clock: a timer that used the machine's clock by mistake would
    /// never end, and the test would notice.
    static constexpr steady_time start{std::chrono::hours(24 * 365 * 100)};

    [[nodiscard]] steady_time now() const noexcept { return now_; }
    [[nodiscard]] milliseconds elapsed() const noexcept {
        return std::chrono::floor<milliseconds>(now_ - start);
    }
    /// Adds an event. Events with the same time happen in the order in which they were added.
    void at(steady_time when, std::function<void()> event);
    void after(milliseconds time, std::function<void()> event) { at(now_ + time, std::move(event)); }
    /// Advances to the next event and runs it. @returns false if there is no event.
    bool advance();
    /// Removes all events.
    void clear() noexcept { events_.clear(); }

    /// Waits until that time. Ends earlier and returns false if the coroutine is cancelled.
    boost::asio::awaitable<bool> wait_until(steady_time when);

 private:
    steady_time now_ = start;
    std::uint64_t next_ = 0;
    std::map<std::pair<steady_time, std::uint64_t>, std::function<void()>> events_;
};

}  // namespace dynaco::simulation
