#include "transport/pool/pool.hpp"

#include "transport/pool/parts.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace dynaco::transport {

namespace asio = boost::asio;
using clock = std::chrono::steady_clock;

namespace {

// Threads keep connections again after this number of connections was returned while no call waited. With a
// smaller number, the lanes would be opened and shut for each call if there are a few more calls than
// connections.
constexpr int opens_lanes = 64;

}  // namespace

pool::pool(asio::any_io_executor executor, connection_setup setup, const pool_options& options)
    : setup_(std::move(setup)),
      options_(options),
      context_(&executor.context()),
      lanes_(options.limits.idle_timeout),
      executor_(std::move(executor)),
      state_(options.limits),
      random_(options.seed),
      timer_(executor_) {
    setup_.executor = executor_;
}

pool::~pool() = default;

std::shared_ptr<pool> pool::make(const asio::any_io_executor& executor, connection_setup setup,
                                 const pool_options& options) {
    std::shared_ptr<pool> made(new pool(executor, std::move(setup), options));
    tell_context_end(executor, made);
    return made;
}

// --- calls ---

struct pool::acquire_start {
    using recycles_frames = void;  // of the coroutine that Asio makes

    template <class Handler>
    void operator()(Handler handler, const origin* to, acquisition wanted) const {
        const steady_time patience = wanted.now + from->options_.wait_timeout;
        const errc late = wanted.deadline <= patience ? errc::deadline_exceeded : errc::pool_timed_out;
        wanted.deadline = std::min(wanted.deadline, patience);
        const auto executor = asio::get_associated_executor(handler);
        auto slot = asio::get_associated_cancellation_slot(handler);
        if (&executor.context() != from->context_) {
            auto complete = [h = std::move(handler)](const std::exception_ptr& e,
                                                     std::optional<result<lease>> got) mutable {
                std::move(h)(e, got ? std::move(*got) : failure(errc::canceled, {}));
            };
            return asio::co_spawn(executor, from->acquire_from_afar(*to, wanted, late),
                                  asio::bind_cancellation_slot(slot, std::move(complete)));
        }
        const auto w = std::make_shared<waiting_call<Handler>>(std::move(handler), from, wanted, late, this);
        if (slot.is_connected())
            slot.assign([weak = std::weak_ptr(w)](asio::cancellation_type) {
                if (const auto call = weak.lock()) call->cancel();
            });
        from->line_up(*to, w, wanted.now);
    }

    std::shared_ptr<pool> from;
};

awaitable<result<lease>> pool::acquire(const origin& to, acquisition wanted) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr, result<lease>)>(
        acquire_start{shared_from_this()}, asio::use_awaitable, &to, wanted);
}

// The result is optional because co_spawn needs a default value.
awaitable<std::optional<result<lease>>> pool::acquire_from_afar(const origin& to, acquisition wanted,
                                                                errc late) {
    const auto self = shared_from_this();
    const auto w =
        std::make_shared<waiter_from_afar>(co_await asio::this_coro::executor, wanted.deadline, late);
    // Leaves the queue also if the wait ends with an exception.
    struct guard {
        pool& from;
        waiter_from_afar& w;
        ~guard() {
            w.alarm.remove();
            from.leave(w.ticket, errc::canceled);
            if (w.outcome && *w.outcome && **w.outcome) from.take_back(std::move(**w.outcome), std::nullopt);
        }
    };
    const guard leave_on_exit{*this, *w};
    line_up(to, w, wanted.now);
    co_await w->alarm.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    const bool canceled = cancellation.cancelled() != asio::cancellation_type::none;
    leave(w->ticket, canceled ? errc::canceled : late);
    if (!*w->outcome) co_return w->outcome->error();
    // A cancelled call sends nothing, so another call gets the connection.
    if (canceled) co_return failure(errc::canceled, {});
    co_return lend(std::move(**w->outcome), wanted.writes);
}

void pool::line_up(const origin& to, std::shared_ptr<waiter> w, steady_time now) {
    for (;;) {
        aftermath after;
        connection_ptr c;
        {
            const std::lock_guard lock(mutex_);
            shut_lanes(now, after);
            if (closed_)
                w->outcome.emplace(closed());
            else if (!(c = pop_idle(place_of(to), now, after)))
                return wait_in_line(to, std::move(w), now, after);
        }
        if (c && !keep_if_alive(c)) continue;
        if (c) w->outcome.emplace(std::move(c));
        return after.served.push_back(std::move(w));
    }
}

// Does nothing if the call does not wait any more.
void pool::leave(pool_state::ticket number, errc why) {
    aftermath after;
    const std::lock_guard lock(mutex_);
    if (auto w = waiters_.take(number)) remove(std::move(*w), why, clock::now(), after);
    if (waiters_.empty()) rest_timer();
}

void pool::on_timer() {
    aftermath after;
    const std::lock_guard lock(mutex_);
    const auto now = clock::now();
    if (now < timer_.scheduled()) return;  // the timer was moved while this handler was queued
    timer_.rung();
    steady_time next = steady_time::max();
    std::vector<pool_state::ticket> late;
    waiters_.for_each([&](pool_state::ticket ticket, const std::shared_ptr<waiter>& w) {
        if (w->until <= now)
            late.push_back(ticket);
        else
            next = std::min(next, w->until);
    });
    for (const auto ticket : late)
        if (auto w = waiters_.take(ticket)) {
            const errc why = (*w)->late;
            remove(std::move(*w), why, now, after);
        }
    // Waits that end within the same millisecond are ended together.
    if (next != steady_time::max()) set_timer(std::max(next, now + std::chrono::milliseconds(1)));
}

// If connections failed to open during the wait, the failure says why.
failure pool::without_connection(const waiter& w, errc why) const {
    const failure& last = last_failures_[w.place];
    if (!last.code()) return {why, {}};
    const std::string& detail = last.diagnostics().detail;
    return {why, {.detail = last.code().message() + (detail.empty() ? "" : ": " + detail)}};
}

lease pool::lend(connection_ptr c, bool writes) {
    c->idled = is_fresh(*c, clock::now(), writes);
    return {std::move(c), shared_from_this(), &pool::give_back, &pool::throw_away};
}

void pool::give_back(void* pool_pointer, connection_ptr c) {
    std::optional<close_reason> unless_fit;
    if (!c->reusable()) unless_fit = c->replied ? close_reason::unfit : close_reason::broken;
    static_cast<pool*>(pool_pointer)->take_back(std::move(c), unless_fit);
}

void pool::throw_away(void* pool_pointer, connection_ptr c, close_reason why) {
    static_cast<pool*>(pool_pointer)->take_back(std::move(c), why);
}

void pool::take_back(connection_ptr c, std::optional<close_reason> unless_fit) {
    aftermath after;
    const auto now = clock::now();
    if (!unless_fit) {
        c->idled = false;
        if (lanes_.keep(c, now)) return;
    }
    const std::lock_guard lock(mutex_);
    if (closed_ && !unless_fit) unless_fit = close_reason::drained;
    count_reuses(*c);
    if (!lanes_.is_open() && !closed_ && waiters_.empty() && ++returned_to_nobody_ >= opens_lanes)
        lanes_.open();
    pool_state::actions& todo = nothing_to_do();
    const auto slot = c->slot;
    if (unless_fit) {
        after.closed.push_back(std::move(c));
        state_.lost(slot, *unless_fit, now, todo);
    } else {
        slots_[slot] = std::move(c);
        state_.released(slot, now, todo);
    }
    perform(todo, after);
}

// --- all connections ---

void pool::close() noexcept {
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    closed_ = true;
    shut_lanes(now, after);
    // Done before connections are closed, so that none is opened for waiting calls.
    waiters_.for_each([&](pool_state::ticket ticket, const std::shared_ptr<waiter>& w) {
        state_.abandon(w->place, ticket, now, false);
        w->outcome.emplace(closed());
        after.served.push_back(w);
    });
    waiters_.clear();
    rest_timer();
    pool_state::actions& todo = nothing_to_do();
    state_.drop_idle(close_reason::drained, todo);
    perform(todo, after);
    for (const auto& o : openings_)
        asio::post(o->strand, [o] { o->signal.emit(asio::cancellation_type::terminal); });
}

// Lent connections and running openings are destroyed with the handlers of the context or by their threads.
void pool::context_ended() noexcept {
    std::vector<std::shared_ptr<opening>> openings;
    {
        const std::lock_guard lock(mutex_);
        openings.swap(openings_);
        executor_ = {};
        setup_.executor = {};
    }
    close();
    const std::lock_guard lock(mutex_);
    timer_.forget_context();
}

// --- with the lock held ---

void pool::wait_in_line(const origin& to, std::shared_ptr<waiter> w, steady_time now, aftermath& after) {
    pool_state::actions& todo = nothing_to_do();
    w->place = place_of(to);
    const auto ticket = state_.wait(w->place, now, todo);
    if (ticket) {
        w->ticket = *ticket;
        timer_.work();
        if (w->until < timer_.scheduled()) set_timer(w->until);
        waiters_.add(*ticket, std::move(w));
    } else {
        w->outcome.emplace(failure(errc::too_many_waiting, {}));
        after.served.push_back(std::move(w));
    }
    perform(todo, after);
}

void pool::remove(std::shared_ptr<waiter> w, errc why, steady_time now, aftermath& after) {
    state_.abandon(w->place, w->ticket, now, why != errc::canceled);
    w->outcome.emplace(without_connection(*w, why));
    after.served.push_back(std::move(w));
}

void pool::set_timer(steady_time when) {
    timer_.set(when, [weak = weak_from_this()](boost::system::error_code ec) {
        if (const auto self = ec ? nullptr : weak.lock()) self->on_timer();
    });
}

void pool::rest_timer() {
    if (const auto earlier = timer_.rest()) set_timer(*earlier);
}

failure pool::closed() const {
    if (executor_) return {errc::client_closed, {}};
    return {errc::client_closed, {.detail = "the io_context of the client's executor was destroyed"}};
}

pool::origin_id pool::place_of(const origin& to) {
    const auto known = origins_.find(to);
    if (known != origins_.end()) return known->second;
    const origin_id place = state_.add_origin();
    if (place < places_.size()) {
        origins_.erase(*places_[place]);  // forgotten
    } else {
        places_.emplace_back();
        last_failures_.emplace_back();
        turns_.emplace_back();
    }
    places_[place] = &origins_.emplace(to, place).first->first;
    last_failures_[place] = {};
    turns_[place] = 0;
    return place;
}

void pool::perform(const pool_state::actions& todo, aftermath& after, const failure* why) {
    const auto serve = [&](pool_state::ticket ticket, result<connection_ptr> outcome) {
        auto w = *waiters_.take(ticket);
        w->outcome.emplace(std::move(outcome));
        if (const auto* const next = waiters_.front()) after.next = next->get();
        after.served.push_back(std::move(w));
        if (waiters_.empty()) rest_timer();
    };
    for (const auto& each : todo) {
        switch (each.what) {
            using enum pool_state::action::kind;
            case open: start_opening(each.origin); break;
            case grant: serve(each.waiter, std::move(slots_[each.connection])); break;
            case fail: serve(each.waiter, *why); break;
            case close: after.closed.push_back(std::move(slots_[each.connection])); break;
        }
    }
}

}  // namespace dynaco::transport
