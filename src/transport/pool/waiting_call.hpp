#pragma once

#include "transport/bell.hpp"
#include "transport/pool/pool.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

/// The calls that wait for a connection of the pool.
namespace dynaco::transport {

/// Begins to load the memory from `before` bytes before an address to `after` bytes behind it into the
/// processor's cache. Any address is allowed.
inline void prefetch_around(const void* address, std::size_t before, std::size_t after) noexcept {
    constexpr std::size_t cache_line = 64;
    const auto middle = reinterpret_cast<std::uintptr_t>(address);
    for (std::uintptr_t at = (middle - before) / cache_line * cache_line; at < middle + after;
         at += cache_line)
        __builtin_prefetch(reinterpret_cast<const void*>(at));
}

/// A call that waits for a connection. The pool's mutex guards it until it is woken.
class pool::waiter {
 public:
    waiter(steady_time last, errc why_then) noexcept : until(last), late(why_then) {}
    waiter(const waiter&) = delete;
    waiter& operator=(const waiter&) = delete;
    virtual ~waiter() = default;

    /// Called once, without the lock, when `outcome` is set.
    virtual void wake(std::shared_ptr<waiter> self) = 0;

    const steady_time until;  // for the pool's timer
    const errc late;          // the error at that time
    origin_id place = 0;
    pool_state::ticket ticket = 0;  // 0: not in the queue
    std::optional<result<connection_ptr>> outcome{};
    // Addresses in the frames of the coroutines that wait: of `acquire`, and of its caller. Null: unknown.
    struct {
        const void* start = nullptr;
        const void* caller = nullptr;
    } frames{};

    /// Loads the frames into the processor's cache. If thousands of calls wait, they have left it.
    void prefetch() const noexcept {
        prefetch_around(frames.start, 128, 192);   // of about 250 bytes
        prefetch_around(frames.caller, 640, 640);  // of about 1,100
    }
};

/// A waiting call in the context of the pool. Its handler is posted with the connection.
template <class Handler>
class pool::waiting_call final : public waiter {
 public:
    // `start`: an address in the frame of `acquire`.
    waiting_call(Handler handler, std::shared_ptr<pool> from, const acquisition& wanted, errc why_then,
                 const void* start)
        : waiter(wanted.deadline, why_then),
          handler_(std::move(handler)),
          pool_(std::move(from)),
          writes_(wanted.writes) {
        frames = {.start = start, .caller = wanted.frame};
    }

    void cancel() {
        canceled_ = true;
        pool_->leave(ticket, errc::canceled);
    }
    void wake(std::shared_ptr<waiter> self) override {
        const auto executor = boost::asio::get_associated_executor(handler_);
        auto finish = [me = std::static_pointer_cast<waiting_call>(std::move(self))] { me->finish(); };
        // The usual executor, called without the cost of type erasure.
        if (const auto* const io = executor.template target<boost::asio::io_context::executor_type>())
            return boost::asio::post(*io, std::move(finish));
        boost::asio::post(executor, std::move(finish));
    }
    [[nodiscard]] Handler& handler() noexcept { return handler_; }

 private:
    void finish() {
        if (!*outcome) return complete(outcome->error());
        if (!canceled_) return complete(pool_->lend(std::move(**outcome), writes_));
        // A cancelled call sends nothing, so another call gets the connection.
        pool_->take_back(std::move(**outcome), std::nullopt);
        complete(failure(errc::canceled, {}));
    }
    void complete(result<lease> got) { std::move(handler_)(std::exception_ptr(), std::move(got)); }

    Handler handler_;
    const std::shared_ptr<pool> pool_;
    const bool writes_;
    std::atomic<bool> canceled_ = false;
};

/// A waiting call in another context, whose own timer limits the wait.
class pool::waiter_from_afar final : public waiter {
 public:
    waiter_from_afar(const boost::asio::any_io_executor& executor, steady_time last, errc why_then)
        : waiter(steady_time::max(), why_then), alarm(executor, last) {}
    void wake(std::shared_ptr<waiter>) override { alarm.ring(); }
    bell alarm;
};

}  // namespace dynaco::transport
