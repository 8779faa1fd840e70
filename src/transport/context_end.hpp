#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace dynaco::transport {

/// Whether threads that do not run an execution context may still use it.
struct context_life {
    std::mutex mutex;  ///< Guards `over`. Held while a timer of the context is changed.
    bool over = false;
};

/// An object that uses an execution context and may outlive it, such as a client in a static variable.
class context_resident {
 public:
    context_resident() = default;
    context_resident(const context_resident&) = delete;
    context_resident& operator=(const context_resident&) = delete;
    virtual ~context_resident() = default;

    /// Called once, on the thread that destroys the context, before the services of timers, sockets and
    /// strands are shut down. It must release all sockets, timers, strands and executors of the context.
    virtual void context_ended() noexcept = 0;
};

/// Returns the state of the context of `executor`. Thread-safe.
[[nodiscard]] std::shared_ptr<context_life> life_of_context(const boost::asio::any_io_executor& executor);

/// Calls `resident.context_ended()` when the context of `executor` ends, if the resident still exists then.
/// Thread-safe.
void tell_context_end(const boost::asio::any_io_executor& executor,
                      const std::shared_ptr<context_resident>& resident);

/// An executor that is released when its context ends. Thread-safe.
class context_executor final : public context_resident {
 public:
    [[nodiscard]] static std::shared_ptr<context_executor> of(const boost::asio::any_io_executor& executor);

    /// Returns the executor, which is empty after the end of the context.
    [[nodiscard]] boost::asio::any_io_executor get() const;
    /// Whether `other` belongs to the same context. The context may have ended.
    [[nodiscard]] bool shares_context_with(const boost::asio::any_io_executor& other) const noexcept {
        return &other.context() == context_;
    }
    void context_ended() noexcept override;

 private:
    explicit context_executor(boost::asio::any_io_executor executor)
        : context_(&executor.context()), executor_(std::move(executor)) {}

    const boost::asio::execution_context* const context_;
    mutable std::mutex mutex_;
    boost::asio::any_io_executor executor_;
};

}  // namespace dynaco::transport
