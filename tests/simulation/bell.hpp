#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dynaco::simulation {

/// A coroutine waits for this. An event rings it, or the wait is cancelled as real I/O is.
class bell {
 public:
    explicit bell(const boost::asio::any_io_executor& executor)
        : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

    void ring() {
        rung_ = true;
        timer_.expires_at(boost::asio::steady_timer::time_point::min());
    }
    [[nodiscard]] bool rung() const noexcept { return rung_; }
    /// Waits until the bell is rung or the coroutine is cancelled.
    boost::asio::awaitable<void> wait() {
        boost::system::error_code ignored;
        co_await timer_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }

 private:
    boost::asio::steady_timer timer_;
    bool rung_ = false;
};

}  // namespace dynaco::simulation
