#include "simulation/simulated_transport.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace dynaco::simulation {

namespace asio = boost::asio;
using dynaco::closed_connections;
using dynaco::connection_statistics;
using dynaco::transport::awaitable;
using dynaco::transport::close_reason;
using dynaco::transport::lease;
using dynaco::transport::origin;

struct simulated_transport::waiter {
    waiter(const asio::any_io_executor& executor, caller& c, pool_state::origin_id to)
        : alarm(executor), who(c), place(to) {}
    bell alarm;
    caller& who;
    pool_state::origin_id place;
    pool_state::ticket ticket = 0;
    std::optional<result<connection_ptr>> outcome{};
};

simulated_transport::simulated_transport(run_context& run, const schedule& plan, chance draws)
    : run_(run),
      plan_(plan),
      draws_(draws),
      state_({.max_connections = plan.options.max_connections,
              .max_per_origin = plan.options.max_connections_per_endpoint,
              .max_waiting = plan.options.max_waiting_calls,
              .idle_timeout = plan.options.idle_timeout,
              .max_age = plan.options.max_connection_age}) {}
simulated_transport::~simulated_transport() = default;

// --- calls ---

awaitable<result<lease>> simulated_transport::acquire(const origin& to,
                                                      dynaco::transport::acquisition wanted) {
    const auto executor = co_await asio::this_coro::executor;
    caller& who = run_.calls.on(executor);
    const auto place = place_of(to);
    if (connection_ptr c = take_idle_now(place)) {
        lines_[place].passed(who.plan.number);
        co_return lend(std::move(c), who);
    }
    const steady_time until = std::min(wanted.deadline, run_.time.now() + plan_.options.pool_timeout);
    const auto w = std::make_shared<waiter>(executor, who, place);
    const auto refused = line_up(place, w);
    if (refused) {
        who.watch.has_no_connection(refused->cause());
        co_return *refused;
    }
    run_.time.at(until, [weak = std::weak_ptr(w)] {
        if (const auto still = weak.lock()) still->alarm.ring();
    });
    struct guard {
        simulated_transport& self;
        waiter& w;
        ~guard() { (void)self.leave(w, errc::canceled); }
    };
    const guard leave_on_exit{*this, *w};
    co_await w->alarm.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        who.watch.has_no_connection(errc::canceled);
        co_return failure(errc::canceled, {});
    }
    auto outcome = leave(*w, until == wanted.deadline ? errc::deadline_exceeded : errc::pool_timed_out);
    if (!outcome) who.watch.has_no_connection(outcome.error().cause());
    co_return outcome;
}

std::optional<failure> simulated_transport::line_up(pool_state::origin_id to,
                                                    const std::shared_ptr<waiter>& w) {
    if (closed_) return failure(errc::client_closed, {});
    lines_[to].joined(w->who.plan.number);
    pool_state::actions todo;
    const auto ticket = state_.wait(to, run_.time.now(), todo);
    if (ticket) {
        w->ticket = *ticket;
        waiters_.emplace(*ticket, w);
    }
    perform(todo);
    if (ticket) return std::nullopt;
    lines_[to].left(w->who.plan.number);
    return failure(errc::too_many_waiting, {});
}

simulated_transport::connection_ptr simulated_transport::take_idle_now(pool_state::origin_id to) {
    for (;;) {
        pool_state::actions todo;
        const auto id = state_.take_idle(to, run_.time.now(), todo);
        perform(todo);
        if (!id) return nullptr;
        connection_ptr c = take(*id);
        c->idled = c->looks_alive();
        if (c->idled) return c;
        take_back(std::move(c), close_reason::by_server);
    }
}

result<lease> simulated_transport::leave(waiter& w, errc otherwise) {
    lines_[w.place].left(w.who.plan.number);
    waiters_.erase(w.ticket);
    state_.abandon(w.place, w.ticket, run_.time.now(), otherwise != errc::canceled);
    auto outcome = std::exchange(w.outcome, std::nullopt);
    if (!outcome) return failure(otherwise, {});
    if (!*outcome) return outcome->error();
    return lend(std::move(**outcome), w.who);
}

lease simulated_transport::lend(connection_ptr c, caller& to) {
    run_.log.note("call ", to.plan.number, " gets connection ", c->id);
    return {std::move(c), shared_from_this(), &simulated_transport::give_back,
            &simulated_transport::throw_away};
}

void simulated_transport::give_back(void* self_pointer, connection_ptr c) {
    auto& self = *static_cast<simulated_transport*>(self_pointer);
    const bool dies = !self.healthy_ && self.draws_.percent(self.plan_.sky.idle_death_percent);
    if (dies) static_cast<simulated_connection&>(*c).die(self.draws_.percent(50));
    std::optional<close_reason> unless_fit;
    if (!c->reusable()) unless_fit = close_reason::unfit;
    self.take_back(std::move(c), unless_fit);
}

void simulated_transport::throw_away(void* self, connection_ptr c, close_reason why) {
    static_cast<simulated_transport*>(self)->take_back(std::move(c), why);
}

void simulated_transport::take_back(connection_ptr c, std::optional<close_reason> unless_fit) {
    if (closed_ && !unless_fit) unless_fit = close_reason::drained;
    pool_state::actions todo;
    const auto slot = c->slot;
    if (unless_fit) {
        c.reset();
        state_.lost(slot, *unless_fit, run_.time.now(), todo);
    } else {
        slots_[slot] = std::move(c);
        state_.released(slot, run_.time.now(), todo);
    }
    perform(todo);
}

// --- actions of the pool's state ---

dynaco::transport::pool_state::origin_id simulated_transport::place_of(const origin& to) {
    const auto known = origins_.find(to);
    if (known != origins_.end()) return known->second;
    lines_.emplace_back(run_.log);
    return origins_.emplace(to, state_.add_origin()).first->second;
}

simulated_transport::connection_ptr simulated_transport::take(pool_state::connection_id id) {
    connection_ptr c = std::move(slots_.at(id));
    if (!c) run_.log.broken("the connection in slot ", id, " does not exist");
    return c;
}

void simulated_transport::ring(pool_state::ticket ticket, result<connection_ptr> outcome) {
    const auto at = waiters_.find(ticket);
    if (at == waiters_.end()) return run_.log.broken("no call waits with ticket ", ticket);
    waiter& w = *at->second;
    lines_[w.place].served(w.who.plan.number);
    w.outcome.emplace(std::move(outcome));
    w.alarm.ring();
    waiters_.erase(at);
}

void simulated_transport::perform(const pool_state::actions& todo, const failure* why) {
    for (const auto& each : todo) {
        switch (each.what) {
            using enum pool_state::action::kind;
            case open: start_opening(each.origin); break;
            case grant: ring(each.waiter, take(each.connection)); break;
            case fail: ring(each.waiter, *why); break;
            case close: (void)take(each.connection); break;
        }
    }
}

void simulated_transport::start_opening(pool_state::origin_id to) {
    const milliseconds limit = plan_.options.connect_timeout;
    milliseconds time =
        healthy_ ? milliseconds(0) : draws_.between(milliseconds(0), plan_.sky.slowest_opening);
    errc why{};
    if (!healthy_ && draws_.percent(plan_.sky.opening_percent))
        why = draws_.of({errc::resolve_failed, errc::connect_failed, errc::tls_failed});
    if (!healthy_ && draws_.percent(plan_.sky.hanging_percent)) time = limit;
    if (time >= limit) time = limit, why = errc::connect_timed_out;
    run_.time.after(time, [self = shared_from_this(), to, why] { self->finish_opening(to, why); });
}

void simulated_transport::finish_opening(pool_state::origin_id to, errc why) {
    if (closed_) why = errc::client_closed;
    pool_state::actions todo;
    if (why == errc{}) {
        auto c = std::make_unique<simulated_connection>(run_);
        c->id = next_id_++;
        c->slot = state_.opened(to, run_.time.now(), 0.5, todo);
        slots_.resize(std::max(slots_.size(), c->slot + 1));
        slots_[c->slot] = std::move(c);
        perform(todo);
        if (static_cast<std::size_t>(run_.open_connections) > plan_.options.max_connections)
            run_.log.broken(run_.open_connections, " connections are open at the same time");
    } else {
        run_.log.note("a connection cannot be opened: ", make_error_code(why).message());
        const failure reason(why, {.detail = "simulated"});
        state_.open_failed(to, run_.time.now(), todo);
        perform(todo, &reason);
    }
}

void simulated_transport::drop_idle(const origin& to) noexcept {
    pool_state::actions todo;
    state_.drop_idle(place_of(to), close_reason::by_server, todo);
    perform(todo);
}

void simulated_transport::close() noexcept {
    closed_ = true;
    while (!waiters_.empty()) {
        const auto& [ticket, w] = *waiters_.begin();
        state_.abandon(w->place, ticket, run_.time.now(), false);
        ring(ticket, failure(errc::client_closed, {}));
    }
    pool_state::actions todo;
    state_.drop_idle(close_reason::drained, todo);
    perform(todo);
}

// --- checks of promises ---

connection_statistics simulated_transport::sum() const {
    connection_statistics all;
    for (const auto& [to, place] : origins_) all += state_.statistics(place);
    return all;
}

void simulated_transport::check_line() const {
    if (closed_) return;
    const connection_statistics all = sum();
    const bool room = all.open() + all.opening < plan_.options.max_connections || all.idle > 0;
    for (const auto& [to, place] : origins_) {
        const connection_statistics here = state_.statistics(place);
        if (here.waiting > 0 && here.idle > 0)
            run_.log.broken("a call waits although there is an idle connection");
        const bool room_here = here.open() + here.opening < plan_.options.max_connections_per_endpoint;
        if (here.waiting > here.opening && room && room_here)
            run_.log.broken("a call waits although a connection could be opened");
    }
}

void simulated_transport::check_rest() const {
    const connection_statistics all = sum();
    if (all.in_use != 0) run_.log.broken(all.in_use, " connections were never returned");
    if (all.waiting != 0) run_.log.broken("a call still waits for a connection");
    for (const line_watch& each : lines_)
        if (!each.empty()) run_.log.broken("a waiting call was forgotten");
    if (all.opening != 0) run_.log.broken("a connection is still being opened");
    if (static_cast<std::size_t>(run_.open_connections) != all.idle)
        run_.log.broken(run_.open_connections, " connections are open, ", all.idle, " are idle");
}

}  // namespace dynaco::simulation
