#pragma once

#include "transport/bell.hpp"
#include "transport/pool.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace dynaco::transport {

/// A call that waits. All but the bell is guarded by the pool's mutex.
struct pool::waiter {
    waiter(const boost::asio::any_io_executor& executor, steady_time until) : alarm(executor, until) {}
    bell alarm;
    origin_id place = 0;
    pool_state::ticket ticket = 0;
    std::optional<result<connection_ptr>> outcome{};
};

/// A call that waits until some openings have ended. All but the bell is guarded by the pool's mutex.
struct pool::warming {
    warming(const boost::asio::any_io_executor& executor, steady_time until) : alarm(executor, until) {}
    bell alarm;
    origin_id place = 0;
    std::size_t left = 0;  // openings that have not ended
    std::size_t opened = 0;
    std::optional<failure> why{};
};

/// A connection on its way. `signal`, the timer and `reported` are touched on its strand only.
struct pool::opening {
    opening(const boost::asio::any_io_executor& executor, origin_id at, const origin& where)
        : place(at), to(where), strand(boost::asio::make_strand(executor)), timer(strand) {}
    const origin_id place;
    const origin to;  // the pool may forget it before the opening is over
    boost::asio::strand<boost::asio::any_io_executor> strand;
    boost::asio::steady_timer timer;
    boost::asio::cancellation_signal signal;
    opening_report report;
    bool reported = false;
    std::vector<std::shared_ptr<warming>> warms{};  // guarded by the pool's mutex
};

/// What is done once the lock is released: closing a socket and waking a call are system calls. To be made
/// before the lock is taken.
struct pool::aftermath {
    aftermath() = default;
    aftermath(const aftermath&) = delete;
    aftermath& operator=(const aftermath&) = delete;
    ~aftermath() {
        for (const auto& w : served) w->alarm.ring();
        for (const auto& w : warmed) w->alarm.ring();
    }
    std::vector<connection_ptr> closed{};
    std::vector<std::shared_ptr<waiter>> served{};
    std::vector<std::shared_ptr<warming>> warmed{};
};

}  // namespace dynaco::transport
