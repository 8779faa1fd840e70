#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <set>

namespace dynaco::test {

/// A place where coroutines wait until the test releases them. For one thread.
class hold_point {
 public:
    /// From now on, coroutines that arrive wait.
    void hold() noexcept { held_ = true; }
    /// Releases all coroutines that wait, and those that arrive later.
    void release();
    /// Whether a coroutine waits here.
    [[nodiscard]] bool has_waiting() const noexcept { return !waiting_->empty(); }

    enum class cancellation { ends_the_wait, is_ignored };
    /// @returns false if the wait was cancelled
    boost::asio::awaitable<bool> pass(cancellation how = cancellation::ends_the_wait);

 private:
    bool held_ = false;
    using timers = std::set<boost::asio::steady_timer*>;
    // Coroutines that wait share it, because they may outlive this object.
    std::shared_ptr<timers> waiting_ = std::make_shared<timers>();
};

}  // namespace dynaco::test
