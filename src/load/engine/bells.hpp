#pragma once

#include "core/short_mutex.hpp"
#include "load/pace/pace_clock.hpp"
#include "transport/bell.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace dynaco::loading {

/// A bell for one wait. It stops using its executor when this object is destroyed, also if the coroutine
/// that waits is destroyed with its context.
class waiting_bell {
 public:
    explicit waiting_bell(std::shared_ptr<transport::bell> bell) noexcept : bell_(std::move(bell)) {}
    waiting_bell(waiting_bell&&) noexcept = default;
    waiting_bell& operator=(waiting_bell&&) = delete;
    ~waiting_bell() {
        if (bell_) bell_->remove();
    }

    [[nodiscard]] const std::shared_ptr<transport::bell>& get() const noexcept { return bell_; }
    [[nodiscard]] boost::asio::awaitable<void> wait() { return bell_->wait(); }

 private:
    std::shared_ptr<transport::bell> bell_;
};

/// The bells of the callers that wait for one event.
using bell_list = std::vector<std::shared_ptr<transport::bell>>;

/// A bell in a list, until it is destroyed.
class listed_bell {
 public:
    /// `mutex` guards `in`. Both outlive this object.
    listed_bell(const boost::asio::any_io_executor& executor, detail::short_mutex& mutex, bell_list& in)
        : bell_(std::make_shared<transport::bell>(executor, transport::steady_time::max())),
          mutex_(mutex),
          in_(in) {}
    listed_bell(const listed_bell&) = delete;
    listed_bell& operator=(const listed_bell&) = delete;
    ~listed_bell() {
        const std::lock_guard lock(mutex_);
        std::erase(in_, bell_.get());
    }

    /// Adds the bell to the list. The caller holds the mutex.
    void enlist() { in_.push_back(bell_.get()); }
    [[nodiscard]] boost::asio::awaitable<void> wait() { return bell_.wait(); }

 private:
    waiting_bell bell_;
    detail::short_mutex& mutex_;
    bell_list& in_;
};

/// The coroutine of a load that waits for a time. At most one waits. Not thread-safe: the engine's mutex
/// guards it.
class keeper {
 public:
    /// Makes the coroutine wake at `then` or earlier.
    /// @returns the bell of a new coroutine, which the caller must start; null: one waits already
    [[nodiscard]] std::shared_ptr<transport::bell> wake_at(time_point then,
                                                           const boost::asio::any_io_executor& executor) {
        if (!bell_) {
            until_ = then;
            bell_ = std::make_shared<transport::bell>(executor, then);
            return bell_;
        }
        if (then < until_) {
            until_ = then;
            bell_->ring();
        }
        return nullptr;
    }
    void wake_now() noexcept {
        if (bell_) bell_->ring();
    }
    /// The coroutine does not wait any more.
    void has_ended() noexcept { bell_ = nullptr; }

 private:
    std::shared_ptr<transport::bell> bell_{};  // null: no coroutine waits
    time_point until_{};
};

}  // namespace dynaco::loading
