#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace dynaco::transport {

/// Whether an execution context may still be touched from threads that do not run it.
struct context_life {
    std::mutex mutex;  ///< Guards `over`; is held while a timer of the context is moved.
    bool over = false;
};

/// What uses an execution context and may outlive it, as a client in a static variable does.
class context_resident {
 public:
    context_resident() = default;
    context_resident(const context_resident&) = delete;
    context_resident& operator=(const context_resident&) = delete;
    virtual ~context_resident() = default;

    /// Called once, on the thread that destroys the context, before the services of timers, sockets and
    /// strands are shut down: let go of all that is bound to the context (sockets, timers, strands,
    /// executors).
    virtual void context_ended() noexcept = 0;
};

/// The life of the context of `executor`. Thread-safe.
[[nodiscard]] std::shared_ptr<context_life> life_of_context(const boost::asio::any_io_executor& executor);

/// Has `resident.context_ended()` called at the end of the context of `executor`, if the resident lives then.
/// Thread-safe.
void tell_context_end(const boost::asio::any_io_executor& executor,
                      const std::shared_ptr<context_resident>& resident);

/// An executor that is let go of when its context ends. Thread-safe.
class context_executor final : public context_resident {
 public:
    [[nodiscard]] static std::shared_ptr<context_executor> of(const boost::asio::any_io_executor& executor);

    /// Empty once the context has ended.
    [[nodiscard]] boost::asio::any_io_executor get() const;
    void context_ended() noexcept override;

 private:
    explicit context_executor(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

    mutable std::mutex mutex_;
    boost::asio::any_io_executor executor_;
};

}  // namespace dynaco::transport
