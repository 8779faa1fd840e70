#pragma once

#include "transport/bell.hpp"
#include "transport/pool/pool.hpp"
#include "transport/pool/waiting_call.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/container/small_vector.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::transport {

/// Whether a connection is used without a check. The check costs a system call, and the server may still
/// close the connection between the check and the arrival of the request, which in a network is about the
/// time below. A read is sent again on another connection then. Before a write the connection is always
/// checked: if it is closed, the outcome of the write may be unknown. Bytes that the server sends without a
/// request are not found before a read that is not checked.
[[nodiscard]] inline bool is_fresh(const connection& c, steady_time now, bool writes) noexcept {
    constexpr std::chrono::milliseconds unchecked{1};  // since the last response
    return !writes && now - c.heard < unchecked;
}

/// A call of `warm_up` that waits for openings. The pool's mutex guards everything except the bell.
struct pool::warming {
    warming(const boost::asio::any_io_executor& executor, steady_time until) : alarm(executor, until) {}
    bell alarm;
    origin_id place = 0;
    std::size_t left = 0;  // openings that have not ended
    std::size_t opened = 0;
    std::optional<failure> why{};
};

/// A connection that is being opened. `signal`, the timer and `reported` are used on its strand only.
struct pool::opening {
    opening(const boost::asio::any_io_executor& executor, origin_id at, origin where)
        : place(at), to(std::move(where)), strand(boost::asio::make_strand(executor)), timer(strand) {}
    const origin_id place;
    const origin to;  // a copy: the pool may forget the origin before the opening ends
    boost::asio::strand<boost::asio::any_io_executor> strand;
    boost::asio::steady_timer timer;
    boost::asio::cancellation_signal signal;
    opening_report report;
    bool reported = false;
    std::vector<std::shared_ptr<warming>> warms{};  // guarded by the pool's mutex
};

/// Work that is done after the lock is released, because closing a socket and waking a call are system calls.
/// Must be constructed before the lock is taken.
struct pool::aftermath {
    aftermath() = default;
    aftermath(const aftermath&) = delete;
    aftermath& operator=(const aftermath&) = delete;
    ~aftermath() {
        // Not with the lock held: a core loads only so many lines at a time, and waits for the others.
        if (next) prefetch_around(next, 16, 208);  // a waiting call with the counts of its shared_ptr
        for (auto& w : served) {
            waiter& woken = *w;
            woken.prefetch();
            woken.wake(std::move(w));
        }
        for (const auto& w : warmed) w->alarm.ring();
    }
    boost::container::small_vector<connection_ptr, 4> closed{};
    boost::container::small_vector<std::shared_ptr<waiter>, 4> served{};
    const void* next = nullptr;  // the address of the call that will be served next
    boost::container::small_vector<std::shared_ptr<warming>, 4> warmed{};
};

}  // namespace dynaco::transport
