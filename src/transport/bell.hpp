#pragma once

#include "transport/context_end.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::detail {

/// Wakes one waiting coroutine from any thread, also if it has not begun to wait.
///
/// After `remove` the bell does not use the executor any more and may outlive it. `ring` does nothing if
/// another thread destroys the context of the executor at the same time.
class bell {
 public:
    bell(const boost::asio::any_io_executor& executor, std::chrono::steady_clock::time_point until);
    ~bell();
    bell(const bell&) = delete;
    bell& operator=(const bell&) = delete;

    /// Waits until the bell rings, `until` has passed or the caller is cancelled. Does not report which.
    boost::asio::awaitable<void> wait();
    void ring() noexcept;
    void remove() noexcept;

 private:
    std::mutex mutex_;  // guards the timer
    std::optional<boost::asio::steady_timer> timer_;
    const std::shared_ptr<transport::context_life> life_;
};

}  // namespace dynaco::detail

namespace dynaco::transport {

using detail::bell;  // the library of the loader uses it, too: a shared library does not export this
                     // namespace

}  // namespace dynaco::transport
