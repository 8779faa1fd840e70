#include "transport/pool.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>

namespace dynaco::transport {

namespace asio = boost::asio;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

// A call in line. The timer is its bell: moved into the past, it wakes the call at once, also if the call has
// not begun to wait. Guarded by the pool's mutex.
struct pool::waiter {
    explicit waiter(const asio::any_io_executor& executor) : timer(executor) {}
    asio::steady_timer timer;
    std::optional<result<connection_ptr>> outcome;
};

// A connection on its way. Everything but `signal` and the timer's expiry is touched on its strand only.
struct pool::opening {
    explicit opening(const asio::any_io_executor& executor)
        : strand(asio::make_strand(executor)), timer(strand) {}
    asio::strand<asio::any_io_executor> strand;
    asio::steady_timer timer;
    asio::cancellation_signal signal;
    opening_report report;
    bool reported = false;
};

namespace {

failure reason_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
        return {errc::connect_failed, {.detail = e.what()}};
    }
}

}  // namespace

pool::pool(asio::any_io_executor executor, origin to, connection_setup setup, const pool_options& options)
    : executor_(std::move(executor)),
      to_(std::move(to)),
      setup_(std::move(setup)),
      options_(options),
      state_(options.limits) {}

awaitable<result<lease>> pool::acquire(steady_time deadline) {
    {
        graveyard closed;
        if (connection_ptr c = take_idle_now(closed)) co_return lend(std::move(c));
    }
    const auto executor = co_await asio::this_coro::executor;
    const steady_time until = std::min(deadline, clock::now() + options_.wait_timeout);
    const auto in_line = line_up(executor, until);
    if (!in_line.second) co_return failure(errc::client_closed, {});
    waiter& w = *in_line.second;
    // Leaves the line also when the wait ends with an exception.
    struct guard {
        pool& self;
        pool_state::ticket ticket;
        waiter& w;
        ~guard() { (void)self.leave(ticket, w, errc::canceled); }
    };
    const guard leave_on_exit{*this, in_line.first, w};

    co_await wait_for(w);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    // What came just now goes to another: a call that is cancelled sends nothing.
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return leave(in_line.first, w, until == deadline ? errc::deadline_exceeded : errc::pool_timed_out);
}

// Ends when the bell rings, the time is up or the call is cancelled: the outcome tells which.
awaitable<void> pool::wait_for(waiter& w) {
    error_code ignored;
    const auto start = [this, &w](auto handler) {
        const std::lock_guard lock(mutex_);
        w.timer.async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await asio::async_initiate<decltype(token), void(error_code)>(start, token);
}

pool::connection_ptr pool::take_idle_now(graveyard& closed) {
    for (;;) {
        const std::lock_guard lock(mutex_);
        pool_state::actions todo;
        const auto now = clock::now();
        const auto id = state_.take_idle(now, todo);
        perform(todo, closed, nullptr);
        if (!id) return nullptr;
        connection_ptr c = take(*id);
        // Closed meanwhile, or with bytes that nobody asked for and that would pass for the next reply.
        if (c->looks_alive()) return c;
        closed.push_back(std::move(c));
        todo.clear();
        state_.lost(todo);
        perform(todo, closed, nullptr);
    }
}

std::pair<pool_state::ticket, std::shared_ptr<pool::waiter>> pool::line_up(
    const asio::any_io_executor& executor, steady_time until) {
    auto w = std::make_shared<waiter>(executor);
    w->timer.expires_at(until);
    graveyard closed;
    const std::lock_guard lock(mutex_);
    if (closed_) return {};
    pool_state::actions todo;
    const auto ticket = state_.wait(todo);
    waiters_.emplace(ticket, w);
    perform(todo, closed, nullptr);
    return {ticket, std::move(w)};
}

// Called once to take the outcome and once more by the guard, when there is nothing left to take.
result<lease> pool::leave(pool_state::ticket ticket, waiter& w, errc otherwise) {
    std::optional<result<connection_ptr>> outcome;
    {
        const std::lock_guard lock(mutex_);
        waiters_.erase(ticket);
        state_.abandon(ticket);
        outcome = std::exchange(w.outcome, std::nullopt);
    }
    if (!outcome) return failure(otherwise, {});
    if (!*outcome) return outcome->error();
    return lend(std::move(**outcome));
}

lease pool::lend(connection_ptr c) { return {std::move(c), shared_from_this(), &pool::give_back}; }

void pool::give_back(void* pool_pointer, connection_ptr c) {
    pool& self = *static_cast<pool*>(pool_pointer);
    graveyard closed;
    const std::lock_guard lock(self.mutex_);
    pool_state::actions todo;
    if (c && c->reusable() && !self.closed_) {
        const auto id = c->id;
        self.stored_.push_back(std::move(c));
        self.state_.released(id, clock::now(), todo);
    } else {
        closed.push_back(std::move(c));
        self.state_.lost(todo);
    }
    self.perform(todo, closed, nullptr);
}

pool::connection_ptr pool::take(pool_state::connection_id id) {
    const auto at =
        std::find_if(stored_.rbegin(), stored_.rend(), [id](const auto& c) { return c->id == id; });
    connection_ptr c = std::move(*at);
    stored_.erase(std::next(at).base());
    return c;
}

void pool::perform(const pool_state::actions& todo, graveyard& closed, const failure* why) {
    const auto ring = [this](pool_state::ticket ticket, result<connection_ptr> outcome) {
        const auto at = waiters_.find(ticket);
        at->second->outcome.emplace(std::move(outcome));
        at->second->timer.expires_at(steady_time::min());
        waiters_.erase(at);
    };
    for (const auto& each : todo) {
        switch (each.what) {
            using enum pool_state::action::kind;
            case open: start_opening(); break;
            case grant: ring(each.waiter, take(each.connection)); break;
            case fail: ring(each.waiter, *why); break;
            case close: closed.push_back(take(each.connection)); break;
        }
    }
}

void pool::start_opening() {
    if (closed_) return;
    auto o = std::make_shared<opening>(executor_);
    o->report.turn = turns_++;
    openings_.push_back(o);
    auto self = shared_from_this();
    asio::post(o->strand, [self, o] {
        o->timer.expires_after(self->options_.connect_timeout);
        o->timer.async_wait([self, o](error_code ec) {
            if (ec) return;
            self->finish_opening(*o, failure(errc::connect_timed_out, {.detail = o->report.phase}));
            o->signal.emit(asio::cancellation_type::terminal);
        });
        asio::co_spawn(
            o->strand, open_connection(self->to_, self->setup_, o->report),
            asio::bind_cancellation_slot(o->signal.slot(), [self, o](const std::exception_ptr& thrown,
                                                                     result<connection_ptr> outcome) {
                o->timer.cancel();
                if (thrown) outcome = reason_of(thrown);
                self->finish_opening(*o, std::move(outcome));
            }));
    });
}

void pool::finish_opening(opening& o, result<connection_ptr> outcome) {
    if (std::exchange(o.reported, true)) return;
    graveyard closed;
    const std::lock_guard lock(mutex_);
    std::erase_if(openings_, [&o](const auto& each) { return each.get() == &o; });
    pool_state::actions todo;
    if (outcome && !closed_) {
        connection_ptr c = std::move(*outcome);
        c->id = next_id_++;
        const auto id = c->id;
        stored_.push_back(std::move(c));
        state_.opened(id, clock::now(), todo);
        perform(todo, closed, nullptr);
    } else {
        const failure why = outcome ? failure(errc::client_closed, {}) : outcome.error();
        state_.open_failed(todo);
        perform(todo, closed, &why);
    }
}

void pool::drop_idle() noexcept {
    graveyard closed;
    const std::lock_guard lock(mutex_);
    pool_state::actions todo;
    state_.drop_idle(todo);
    perform(todo, closed, nullptr);
}

void pool::close() noexcept {
    graveyard closed;
    const std::lock_guard lock(mutex_);
    closed_ = true;
    pool_state::actions todo;
    state_.drop_idle(todo);
    perform(todo, closed, nullptr);
    for (auto& [ticket, w] : waiters_) {
        state_.abandon(ticket);
        w->outcome.emplace(failure(errc::client_closed, {}));
        w->timer.expires_at(steady_time::min());
    }
    waiters_.clear();
    for (const auto& o : openings_)
        asio::post(o->strand, [o] { o->signal.emit(asio::cancellation_type::terminal); });
}

}  // namespace dynaco::transport
