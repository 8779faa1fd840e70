#pragma once

#include "transport/context_end.hpp"
#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>
#include <optional>

namespace dynaco::transport {

/// Wakes one coroutine that waits, from any thread, also if it has not begun to wait.
///
/// Once `remove` was called nothing of the executor is touched any more: the bell may outlive it. It may also
/// be rung while another thread destroys the context in which it is waited for: then nothing happens.
class bell {
 public:
    bell(const boost::asio::any_io_executor& executor, steady_time until);
    ~bell();
    bell(const bell&) = delete;
    bell& operator=(const bell&) = delete;

    /// Ends when the bell rings, at `until`, or when the caller is cancelled: whoever rings leaves word.
    awaitable<void> wait();
    void ring() noexcept;
    void remove() noexcept;

 private:
    std::mutex mutex_;  // guards the timer
    std::optional<boost::asio::steady_timer> timer_;
    const std::shared_ptr<context_life> life_;
};

}  // namespace dynaco::transport
