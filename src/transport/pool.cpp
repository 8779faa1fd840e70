#include "transport/pool.hpp"

#include "transport/pool_parts.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace dynaco::transport {

namespace asio = boost::asio;
using clock = std::chrono::steady_clock;

pool::pool(asio::any_io_executor executor, connection_setup setup, const pool_options& options)
    : setup_(std::move(setup)),
      options_(options),
      executor_(std::move(executor)),
      state_(options.limits),
      random_(options.seed) {
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

std::optional<lease> pool::take_idle(const origin& to) {
    connection_ptr c = idle_connection(to);
    if (!c) return std::nullopt;
    return lend(std::move(c));
}

awaitable<result<lease>> pool::acquire(const origin& to, steady_time deadline) {
    if (connection_ptr c = idle_connection(to)) co_return lend(std::move(c));
    const auto executor = co_await asio::this_coro::executor;
    const steady_time until = std::min(deadline, clock::now() + options_.wait_timeout);
    const auto w = std::make_shared<waiter>(executor, until);
    const auto refused = line_up(to, w);
    if (refused) co_return *refused;
    // Leaves the line also when the wait ends with an exception.
    struct guard {
        pool& self;
        waiter& w;
        ~guard() { (void)self.leave(w, errc::canceled); }
    };
    const guard leave_on_exit{*this, *w};

    co_await w->alarm.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    // What came just now goes to another: a call that is cancelled sends nothing.
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return leave(*w, until == deadline ? errc::deadline_exceeded : errc::pool_timed_out);
}

pool::connection_ptr pool::idle_connection(const origin& to) {
    for (;;) {
        aftermath after;
        connection_ptr c;
        const auto now = clock::now();
        {
            const std::lock_guard lock(mutex_);
            pool_state::actions todo;
            const auto id = state_.take_idle(place_of(to), now, todo);
            perform(todo, after);
            if (!id) return nullptr;
            c = std::move(slots_[*id]);
        }
        // Closed meanwhile, or with bytes that nobody asked for and that would pass for the next reply.
        c->idled = c->looks_alive();
        if (c->idled) return c;
        take_back(std::move(c), &closed_connections::by_server);
    }
}

std::optional<failure> pool::line_up(const origin& to, const std::shared_ptr<waiter>& w) {
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    if (closed_) return closed();
    pool_state::actions todo;
    w->place = place_of(to);
    const auto ticket = state_.wait(w->place, now, todo);
    if (ticket) {
        w->ticket = *ticket;
        waiters_.emplace(*ticket, w);
    }
    perform(todo, after);
    if (!ticket) return failure(errc::too_many_waiting, {});
    return std::nullopt;
}

// Called once to take the outcome and once more by the guard, when there is nothing left to take.
result<lease> pool::leave(waiter& w, errc otherwise) {
    std::optional<result<connection_ptr>> outcome;
    std::optional<failure> why;
    w.alarm.remove();
    {
        const auto now = clock::now();
        const std::lock_guard lock(mutex_);
        waiters_.erase(w.ticket);
        state_.abandon(w.place, w.ticket, now, otherwise != errc::canceled);
        outcome = std::exchange(w.outcome, std::nullopt);
        if (!outcome) why = without_connection(w, otherwise);
    }
    if (why) return *why;
    if (!*outcome) return outcome->error();
    return lend(std::move(**outcome));
}

// Whoever waited while connections failed to open is told why they did.
failure pool::without_connection(const waiter& w, errc why) const {
    const failure& last = last_failures_[w.place];
    if (!last.code()) return {why, {}};
    const std::string& detail = last.diagnostics().detail;
    return {why, {.detail = last.code().message() + (detail.empty() ? "" : ": " + detail)}};
}

lease pool::lend(connection_ptr c) {
    return {std::move(c), shared_from_this(), &pool::give_back, &pool::throw_away};
}

void pool::give_back(void* pool_pointer, connection_ptr c) {
    const close_reason unless_fit = c->reusable() ? nullptr
                                    : c->replied  ? &closed_connections::unfit
                                                  : &closed_connections::broken;
    static_cast<pool*>(pool_pointer)->take_back(std::move(c), unless_fit);
}

void pool::throw_away(void* pool_pointer, connection_ptr c, close_reason why) {
    static_cast<pool*>(pool_pointer)->take_back(std::move(c), why);
}

void pool::take_back(connection_ptr c, close_reason unless_fit) {
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    if (closed_ && !unless_fit) unless_fit = &closed_connections::drained;
    pool_state::actions todo;
    const auto slot = c->slot;
    if (unless_fit) {
        after.closed.push_back(std::move(c));
        state_.lost(slot, unless_fit, now, todo);
    } else {
        c->idled = false;
        slots_[slot] = std::move(c);
        state_.released(slot, now, todo);
    }
    perform(todo, after);
}

// --- all of them ---

void pool::drop_idle(const origin& to) noexcept {
    aftermath after;
    const std::lock_guard lock(mutex_);
    pool_state::actions todo;
    state_.drop_idle(place_of(to), &closed_connections::by_server, todo);
    perform(todo, after);
}

void pool::drop_all_idle() noexcept {
    aftermath after;
    const std::lock_guard lock(mutex_);
    pool_state::actions todo;
    state_.drop_idle(&closed_connections::drained, todo);
    perform(todo, after);
}

void pool::close() noexcept {
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (const auto& [ticket, w] : waiters_) {  // before connections are closed: nothing is opened for them
        state_.abandon(w->place, ticket, now, false);
        w->outcome.emplace(closed());
        after.served.push_back(w);
    }
    waiters_.clear();
    pool_state::actions todo;
    state_.drop_idle(&closed_connections::drained, todo);
    perform(todo, after);
    for (const auto& o : openings_)
        asio::post(o->strand, [o] { o->signal.emit(asio::cancellation_type::terminal); });
}

// What is lent or being opened is destroyed with the handlers of the context, or by their threads.
void pool::context_ended() noexcept {
    std::vector<std::shared_ptr<opening>> openings;
    {
        const std::lock_guard lock(mutex_);
        openings.swap(openings_);
        executor_ = {};
        setup_.executor = {};
    }
    close();
}

std::vector<std::pair<origin, connection_statistics>> pool::statistics() const {
    std::vector<std::pair<origin, connection_statistics>> all;
    const std::lock_guard lock(mutex_);
    for (const auto& [to, place] : origins_) all.emplace_back(to, state_.statistics(place));
    if (state_.forgotten() != connection_statistics{}) all.emplace_back(origin{}, state_.forgotten());
    return all;
}

// --- with the lock held ---

failure pool::closed() const {
    if (executor_) return {errc::client_closed, {}};
    return {errc::client_closed, {.detail = "the io_context of its executor was destroyed"}};
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
        const auto at = waiters_.find(ticket);
        at->second->outcome.emplace(std::move(outcome));
        after.served.push_back(std::move(at->second));
        waiters_.erase(at);
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
