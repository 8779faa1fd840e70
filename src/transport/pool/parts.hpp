#pragma once

#include "transport/bell.hpp"
#include "transport/pool/pool.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/container/small_vector.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::transport {

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
};

/// A waiting call in the context of the pool. Its handler is posted with the connection.
template <class Handler>
class pool::waiting_call final : public waiter {
 public:
    waiting_call(Handler handler, std::shared_ptr<pool> from, steady_time last, errc why_then)
        : waiter(last, why_then), handler_(std::move(handler)), pool_(std::move(from)) {}

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
        if (!canceled_) return complete(pool_->lend(std::move(**outcome)));
        // A cancelled call sends nothing, so another call gets the connection.
        pool_->take_back(std::move(**outcome), std::nullopt);
        complete(failure(errc::canceled, {}));
    }
    void complete(result<lease> got) { std::move(handler_)(std::exception_ptr(), std::move(got)); }

    Handler handler_;
    const std::shared_ptr<pool> pool_;
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
        for (auto& w : served) {
            waiter& woken = *w;
            woken.wake(std::move(w));
        }
        for (const auto& w : warmed) w->alarm.ring();
    }
    boost::container::small_vector<connection_ptr, 4> closed{};
    boost::container::small_vector<std::shared_ptr<waiter>, 4> served{};
    boost::container::small_vector<std::shared_ptr<warming>, 4> warmed{};
};

}  // namespace dynaco::transport
