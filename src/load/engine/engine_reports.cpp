#include "load/engine/engine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

// ---- the user's functions --------------------------------------------------------------------------------

void engine::report(std::vector<event> events) {
    for (event& each : events) {
        if (each.ticket) each.ticket->complete(each.outcome);
        if (!each.rejected) continue;
        const bool was_told = call_user("rejected", [&] {
            if (options_.rejected) options_.rejected(*each.rejected);
        });
        if (!was_told || !each.is_done) continue;
        const guard lock(mutex_);
        ended(each.sequence);
        tally_.is_done(&load_counts::rejected);
    }
}

// Calls one of the user's functions. If it throws, the load ends. @returns whether it did not throw
bool engine::call_user(const char* name, const std::function<void()>& function) noexcept {
    const auto why = user_.call(name, function);
    if (why) stop(*why);
    return !why;
}

// ---- the keeper ------------------------------------------------------------------------------------------

// Makes the keeper wake at `then` or earlier.
void engine::wake_keeper(time_point then) {
    if (reports()) then = std::min(then, tally_.report_at());
    const auto executor = db_.executor();
    if (then == time_point::max() || !executor) return;
    if (auto bell = keeper_.wake_at(then, executor))
        asio::co_spawn(executor, keep(own_work(shared_from_this()), waiting_bell(std::move(bell))),
                       asio::detached);
}

// Waits once. `pump` starts the next keeper if the load still needs one.
awaitable<void> engine::keep(own_work life, waiting_bell bell) {
    co_await bell.wait();
    engine& self = life.self();
    self.report_progress();
    {
        guard lock(self.mutex_);
        self.keeper_.has_ended();
        if (!self.stopped_ && self.state_.order().pending() > 0) self.pump(lock);
    }
    life.is_done();
}

void engine::report_progress() {
    if (!reports()) return;
    {
        const guard lock(mutex_);
        if (now() < tally_.report_at()) return;
    }
    const load_progress current = progress();
    {
        const guard lock(mutex_);
        tally_.reported(now(), current);
    }
    report_checkpoint();
    if (!options_.progress) return;
    call_user("progress", [&] { options_.progress(current); });
}

// `rejected` has received the records that the checkpoint counts as done: see `report`.
void engine::report_checkpoint() {
    if (!options_.checkpoint) return;
    call_user("checkpoint", [&] {
        std::optional<load_checkpoint> reached;
        {
            const guard lock(mutex_);
            if (progress_) reached = progress_->now(tally_.done());
        }
        if (!reached) return;
        const result<std::string> text = text_of(*reached);
        if (!text) throw error(text.error());
        options_.checkpoint(*text);
    });
}

}  // namespace dynaco::loading
