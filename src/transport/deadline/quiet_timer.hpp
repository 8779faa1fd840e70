#pragma once

#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <optional>

namespace dynaco::transport {

/// One timer for many deadlines. It need not be set again for each of them, and may stay set when nothing
/// needs it. An `io_context` does not count it as work then, so that `run()` returns at once. On other
/// executors it stays for up to `linger`. A mutex of the owner must guard it.
class quiet_timer {
 public:
    static constexpr std::chrono::milliseconds linger{10};

    explicit quiet_timer(const boost::asio::any_io_executor& executor);
    ~quiet_timer() { work(); }
    quiet_timer(const quiet_timer&) = delete;
    quiet_timer& operator=(const quiet_timer&) = delete;

    /// Calls `handler(error_code)` on the executor at `when`, unless the timer is set again before.
    template <class Handler>
    void set(steady_time when, Handler handler) {
        if (!timer_) return;
        scheduled_ = when;
        timer_->expires_at(when);
        timer_->async_wait(std::move(handler));
    }
    /// When the timer expires; `max()` if it is not set.
    [[nodiscard]] steady_time scheduled() const noexcept { return scheduled_; }
    /// Records that the timer has expired and is not set any more.
    void rung() noexcept {
        work();  // the context counts the handler until it returns
        scheduled_ = steady_time::max();
    }
    /// Records that nothing needs the timer. @returns the time to set it to, if it must expire earlier
    /// because the executor would count it as work
    [[nodiscard]] std::optional<steady_time> rest();
    /// Records that the timer is needed again.
    void work();
    /// Releases the timer at the end of the context.
    void forget_context() noexcept;

 private:
    std::optional<boost::asio::steady_timer> timer_;
    std::optional<boost::asio::io_context::executor_type> io_;  // set if an io_context runs the timer
    steady_time scheduled_ = steady_time::max();
    bool resting_ = false;  // `io_` does not count the timer
};

}  // namespace dynaco::transport
