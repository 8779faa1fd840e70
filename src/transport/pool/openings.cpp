#include "transport/pool/parts.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace dynaco::transport {

namespace asio = boost::asio;
using boost::system::error_code;
using clock = std::chrono::steady_clock;

namespace {

failure reason_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
        return {errc::connect_failed, {.detail = e.what()}};
    }
}

}  // namespace

// The lock must be held: if `close` ran before the start, its signal would be lost.
void pool::start_opening(origin_id to) {
    if (!executor_) return;
    auto o = std::make_shared<opening>(executor_, to, *places_[to]);
    o->report.turn = turns_[to]++;
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
            o->strand, open_connection(o->to, self->setup_, o->report),
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
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    if (closed_) {
        if (outcome) after.closed.push_back(std::move(*outcome));
        outcome = failure(errc::client_closed, {});
    }
    std::erase_if(openings_, [&o](const auto& each) { return each.get() == &o; });
    pool_state::actions& todo = nothing_to_do();
    if (outcome) {
        connection_ptr c = std::move(*outcome);
        if (c->resumed) state_.count_resumed(o.place);
        c->id = next_id_++;
        const double jitter = static_cast<double>(random_()) / static_cast<double>(random_.max());
        c->slot = state_.opened(o.place, now, jitter, todo);
        c->to = places_[o.place];
        c->retires = state_.retires(c->slot);
        if (slots_.size() <= c->slot) slots_.resize(c->slot + 1);
        auto& slot = slots_[c->slot];
        slot = std::move(c);
        last_failures_[o.place] = {};
        perform(todo, after);
    } else {
        const failure why = outcome.error();
        last_failures_[o.place] = why;
        state_.open_failed(o.place, now, todo);
        perform(todo, after, &why);
    }
    for (const auto& w : o.warms) {
        if (outcome)
            ++w->opened;
        else
            w->why = outcome.error();
        if (--w->left == 0) after.warmed.push_back(w);
    }
}

// --- connections opened in advance ---

awaitable<result<std::size_t>> pool::warm_up(const origin& to, std::size_t count, steady_time deadline) {
    const auto executor = co_await asio::this_coro::executor;
    const auto w = std::make_shared<warming>(executor, deadline);
    struct guard {
        warming& w;
        ~guard() { w.alarm.remove(); }
    };
    const guard silence_on_exit{*w};
    const auto refused = start_warming(to, count, w);
    if (refused) co_return *refused;
    co_await w->alarm.wait();
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return warmed(*w);
}

std::optional<failure> pool::start_warming(const origin& to, std::size_t count,
                                           const std::shared_ptr<warming>& w) {
    aftermath after;
    const auto now = clock::now();
    const std::lock_guard lock(mutex_);
    if (closed_) return closed();
    w->place = place_of(to);
    collect_lanes(now, after);
    pool_state::actions& todo = nothing_to_do();
    state_.prepare(w->place, count, now, todo);
    perform(todo, after);
    // Also waits for openings that other calls have started: no more may be needed.
    for (const auto& o : openings_) {
        if (o->place != w->place || count == 0) continue;
        o->warms.push_back(w);
        ++w->left;
    }
    if (w->left == 0) after.warmed.push_back(w);
    return std::nullopt;
}

result<std::size_t> pool::warmed(const warming& w) const {
    const std::lock_guard lock(mutex_);
    const std::size_t idle = statistics_of(*places_[w.place], w.place).idle;
    if (idle == 0 && w.left > 0) return failure(errc::deadline_exceeded, {});
    if (idle == 0 && w.opened == 0 && w.why) return *w.why;
    return idle;
}

}  // namespace dynaco::transport
