#pragma once

#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <optional>

namespace dynaco::transport {

/// One timer for many deadlines, which need not be set again for each of them: it may stay set when nothing
/// needs it any more. An `io_context` does not count it as work then, so that `run()` returns at once; on any
/// other executor it goes on for up to `linger`. Guarded by a mutex of its owner.
class quiet_timer {
 public:
    static constexpr std::chrono::milliseconds linger{10};

    explicit quiet_timer(const boost::asio::any_io_executor& executor);
    ~quiet_timer() { work(); }
    quiet_timer(const quiet_timer&) = delete;
    quiet_timer& operator=(const quiet_timer&) = delete;

    /// Calls `handler(error_code)` at `when` on the executor, unless it is set again before.
    template <class Handler>
    void set(steady_time when, Handler handler) {
        if (!timer_) return;
        scheduled_ = when;
        timer_->expires_at(when);
        timer_->async_wait(std::move(handler));
    }
    /// When it rings; `max()`: it is not set.
    [[nodiscard]] steady_time scheduled() const noexcept { return scheduled_; }
    /// It has rung: it is not set.
    void rung() noexcept {
        work();  // the context counts the handler until it returns
        scheduled_ = steady_time::max();
    }
    /// Whether to ring earlier than it is set for, since nothing needs the timer any more and it cannot rest.
    [[nodiscard]] std::optional<steady_time> rest();
    /// It is needed again.
    void work();
    /// The context ends.
    void forget_context() noexcept;

 private:
    std::optional<boost::asio::steady_timer> timer_;
    std::optional<boost::asio::io_context::executor_type> io_;  // if that is what runs the timer
    steady_time scheduled_ = steady_time::max();
    bool resting_ = false;  // `io_` does not count the timer
};

}  // namespace dynaco::transport
