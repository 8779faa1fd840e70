#pragma once

#include "transport/bell.hpp"

#include <cstddef>
#include <deque>
#include <memory>

namespace dynaco::loading {

/// The memory of a load, and the queue of waiters for a part of it. Not thread-safe: the engine's mutex
/// guards it.
class room_queue {
 public:
    struct waiter {
        std::size_t bytes = 0;
        bool granted = false;  ///< The bytes are reserved.
        std::shared_ptr<transport::bell> bell{};
    };

    explicit room_queue(std::size_t limit) noexcept : limit_(limit) {}

    /// Reserves bytes if there are no waiters and the bytes fit, or if nothing is reserved.
    bool take(std::size_t bytes) noexcept {
        if (!waiters_.empty() || !fits(bytes)) return false;
        used_ += bytes;
        return true;
    }
    /// Adds a waiter at the end of the queue. Its bell rings when its bytes are reserved, or at `wake_all`.
    void wait(std::shared_ptr<waiter> who) { waiters_.push_back(std::move(who)); }
    /// Removes a waiter that does not want its bytes any more; those that it has are released.
    void leave(const std::shared_ptr<waiter>& who) {
        if (who->granted)
            release(who->bytes);
        else
            std::erase(waiters_, who), release(0);
    }
    /// Releases bytes and gives them to waiters.
    void release(std::size_t bytes) {
        used_ -= bytes;
        while (!waiters_.empty() && fits(waiters_.front()->bytes)) {
            const auto next = std::move(waiters_.front());
            waiters_.pop_front();
            used_ += next->bytes;
            next->granted = true;
            next->bell->ring();
        }
    }
    /// Wakes all waiters without a reservation: the load has ended.
    void wake_all() {
        for (const auto& each : waiters_) each->bell->ring();
        waiters_.clear();
    }
    [[nodiscard]] std::size_t used() const noexcept { return used_; }
    /// Whether there is a waiter.
    [[nodiscard]] bool is_full() const noexcept { return !waiters_.empty(); }

 private:
    [[nodiscard]] bool fits(std::size_t bytes) const noexcept {
        return used_ == 0 || used_ + bytes <= limit_;
    }

    std::size_t limit_;
    std::size_t used_ = 0;
    std::deque<std::shared_ptr<waiter>> waiters_{};
};

}  // namespace dynaco::loading
