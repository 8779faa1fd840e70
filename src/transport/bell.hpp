#pragma once

#include "transport/context_end.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::transport {

/// Wakes one waiting coroutine from any thread, also if it has not begun to wait.
///
/// After `remove` the bell does not use the executor any more and may outlive it. `ring` does nothing if
/// another thread destroys the context of the executor at the same time.
class bell {
 public:
    bell(const boost::asio::any_io_executor& executor, steady_time until);
    ~bell();
    bell(const bell&) = delete;
    bell& operator=(const bell&) = delete;

    /// Waits until the bell rings, `until` has passed or the caller is cancelled. Does not report which.
    awaitable<void> wait();
    void ring() noexcept;
    void remove() noexcept;

 private:
    std::mutex mutex_;  // guards the timer
    std::optional<boost::asio::steady_timer> timer_;
    const std::shared_ptr<context_life> life_;
};

}  // namespace dynaco::transport
