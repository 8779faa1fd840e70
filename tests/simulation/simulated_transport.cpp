#include "simulation/simulated_transport.hpp"

#include "simulation/features.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace dynaco::simulation {

namespace asio = boost::asio;
using dynaco::transport::awaitable;
using dynaco::transport::lease;
using dynaco::transport::origin;

struct simulated_transport::waiter {
    waiter(const asio::any_io_executor& executor, caller& c) : bell_(executor), who(c) {}
    bell bell_;
    caller& who;
    std::optional<result<connection_ptr>> outcome{};
};

simulated_transport::simulated_transport(run_context& run, const schedule& plan, chance draws)
    : run_(run),
      plan_(plan),
      draws_(draws),
      line_(run.log),
      state_({.max_connections = plan.options.max_connections, .idle_timeout = plan.options.idle_timeout}) {}
simulated_transport::~simulated_transport() = default;

awaitable<result<lease>> simulated_transport::acquire(const origin&, steady_time deadline) {
    const auto executor = co_await asio::this_coro::executor;
    caller& who = run_.calls.on(executor);
    if (connection_ptr c = take_idle_now()) {
        line_.passed(who.plan.number);
        co_return lend(std::move(c), who);
    }
    if (closed_) {
        who.watch.has_no_connection(errc::client_closed);
        co_return failure(errc::client_closed, {});
    }
    const steady_time until = std::min(deadline, run_.time.now() + plan_.options.pool_timeout);
    const auto w = std::make_shared<waiter>(executor, who);
    line_.joined(who.plan.number);
    pool_state::actions todo;
    const auto ticket = state_.wait(todo);
    waiters_.emplace(ticket, w);
    perform(todo, nullptr);
    run_.time.at(until, [weak = std::weak_ptr(w)] {
        if (const auto still = weak.lock()) still->bell_.ring();
    });
    struct guard {
        simulated_transport& self;
        pool_state::ticket ticket;
        waiter& w;
        ~guard() { (void)self.leave(ticket, w, errc::canceled); }
    };
    const guard leave_on_exit{*this, ticket, *w};
    co_await w->bell_.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) {
        who.watch.has_no_connection(errc::canceled);
        co_return failure(errc::canceled, {});
    }
    auto outcome = leave(ticket, *w, until == deadline ? errc::deadline_exceeded : errc::pool_timed_out);
    if (!outcome) who.watch.has_no_connection(outcome.error().cause());
    co_return outcome;
}

simulated_transport::connection_ptr simulated_transport::take_idle_now() {
    for (;;) {
        pool_state::actions todo;
        const auto id = state_.take_idle(run_.time.now(), todo);
        perform(todo, nullptr);
        if (!id) return nullptr;
        connection_ptr c = take(*id);
        if (c->looks_alive()) return c;
        c.reset();
        todo.clear();
        state_.lost(todo);
        perform(todo, nullptr);
    }
}

result<lease> simulated_transport::leave(pool_state::ticket ticket, waiter& w, errc otherwise) {
    line_.left(w.who.plan.number);
    waiters_.erase(ticket);
    state_.abandon(ticket);
    auto outcome = std::exchange(w.outcome, std::nullopt);
    if (!outcome) return failure(otherwise, {});
    if (!*outcome) return outcome->error();
    return lend(std::move(**outcome), w.who);
}

lease simulated_transport::lend(connection_ptr c, caller& to) {
    run_.log.note("call ", to.plan.number, " is lent connection ", c->id);
    return {std::move(c), shared_from_this(), &simulated_transport::give_back};
}

void simulated_transport::give_back(void* self_pointer, connection_ptr c) {
    auto& self = *static_cast<simulated_transport*>(self_pointer);
    pool_state::actions todo;
    if (c && c->reusable() && !self.closed_) {
        const bool dies = !self.healthy_ && self.draws_.percent(self.plan_.sky.idle_death_percent);
        if (dies && (replaces_unused || c->used_before()))
            static_cast<simulated_connection&>(*c).die(self.draws_.percent(50));
        const auto id = c->id;
        self.stored_.push_back(std::move(c));
        self.state_.released(id, self.run_.time.now(), todo);
    } else {
        c.reset();
        self.state_.lost(todo);
    }
    self.perform(todo, nullptr);
}

simulated_transport::connection_ptr simulated_transport::take(pool_state::connection_id id) {
    const auto at = std::ranges::find(stored_, id, [](const connection_ptr& c) { return c->id; });
    if (at == stored_.end()) {
        run_.log.broken("connection ", id, " is nowhere");
        return nullptr;
    }
    connection_ptr c = std::move(*at);
    stored_.erase(at);
    return c;
}

void simulated_transport::ring(pool_state::ticket ticket, result<connection_ptr> outcome) {
    const auto at = waiters_.find(ticket);
    if (at == waiters_.end()) return run_.log.broken("nobody waits with ticket ", ticket);
    waiter& w = *at->second;
    line_.served(w.who.plan.number);
    w.outcome.emplace(std::move(outcome));
    w.bell_.ring();
    waiters_.erase(at);
}

void simulated_transport::perform(const pool_state::actions& todo, const failure* why) {
    for (const auto& each : todo) {
        switch (each.what) {
            using enum pool_state::action::kind;
            case open: start_opening(); break;
            case grant: ring(each.waiter, take(each.connection)); break;
            case fail: ring(each.waiter, *why); break;
            case close: (void)take(each.connection); break;
        }
    }
}

void simulated_transport::start_opening() {
    if (closed_) return;
    const milliseconds limit = plan_.options.connect_timeout;
    milliseconds time =
        healthy_ ? milliseconds(0) : draws_.between(milliseconds(0), plan_.sky.slowest_opening);
    errc why{};
    if (!healthy_ && draws_.percent(plan_.sky.opening_percent))
        why = draws_.of({errc::resolve_failed, errc::connect_failed, errc::tls_failed});
    if (!healthy_ && draws_.percent(plan_.sky.hanging_percent)) time = limit;
    if (time >= limit) time = limit, why = errc::connect_timed_out;
    run_.time.after(time, [self = shared_from_this(), why] { self->finish_opening(why); });
}

void simulated_transport::finish_opening(errc why) {
    if (closed_ && why == errc{}) why = errc::client_closed;
    pool_state::actions todo;
    if (why == errc{}) {
        auto c = std::make_unique<simulated_connection>(run_);
        c->id = next_id_++;
        if (static_cast<std::size_t>(run_.open_connections) > plan_.options.max_connections)
            run_.log.broken(run_.open_connections, " connections are open at once");
        const auto id = c->id;
        stored_.push_back(std::move(c));
        state_.opened(id, run_.time.now(), todo);
        perform(todo, nullptr);
    } else {
        run_.log.note("a connection cannot be opened: ", make_error_code(why).message());
        const failure reason(why, {.detail = "simulated"});
        state_.open_failed(todo);
        perform(todo, &reason);
    }
}

void simulated_transport::drop_idle(const origin&) noexcept {
    pool_state::actions todo;
    state_.drop_idle(todo);
    perform(todo, nullptr);
}

void simulated_transport::close() noexcept {
    closed_ = true;
    pool_state::actions todo;
    state_.drop_idle(todo);
    perform(todo, nullptr);
    while (!waiters_.empty()) {
        state_.abandon(waiters_.begin()->first);
        ring(waiters_.begin()->first, failure(errc::client_closed, {}));
    }
}

void simulated_transport::check_line() const {
    if (closed_) return;
    const std::size_t all = state_.idle() + state_.in_use() + state_.opening();
    if (state_.waiting() > 0 && state_.idle() > 0) run_.log.broken("a call waits beside an idle connection");
    if (state_.waiting() > state_.opening() && all < plan_.options.max_connections)
        run_.log.broken("a call waits although a connection could be opened");
}

void simulated_transport::check_rest() const {
    if (state_.in_use() != 0) run_.log.broken(state_.in_use(), " connections were never given back");
    if (state_.waiting() != 0 || !line_.empty()) run_.log.broken("somebody is still in line");
    if (state_.opening() != 0 && !closed_) run_.log.broken("a connection is still being opened");
    if (state_.idle() != stored_.size() || static_cast<std::size_t>(run_.open_connections) != stored_.size())
        run_.log.broken(run_.open_connections, " connections are open, ", state_.idle(),
                        " are known as idle");
}

}  // namespace dynaco::simulation
