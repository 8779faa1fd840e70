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
        const std::lock_guard one_at_a_time(report_mutex_);
        const bool was_told = call_user("rejected", [&] {
            if (options_.rejected && !is_silent_) options_.rejected(*each.rejected);
        });
        const guard lock(mutex_);
        if (was_told && each.is_done) ended(each.sequence);
    }
}

// Calls one of the user's functions. If it throws, the load ends. @returns whether it did not throw
bool engine::call_user(const char* name, const std::function<void()>& call) noexcept {
    std::string what = "an exception";
    try {
        call();
        return true;
    } catch (const error& why) {
        stop(why.as_failure());
        return false;
    } catch (const std::exception& why) {
        what = why.what();
    } catch (...) {
        what = "an exception that is not a std::exception";
    }
    stop(failure(errc::invalid_argument,
                 {.operation = "load",
                  .table = first_,
                  .detail = "load_options::" + std::string(name) + " threw: " + what}));
    return false;
}

// ---- the keeper ------------------------------------------------------------------------------------------

// Makes the keeper wake at `then` or earlier.
void engine::wake_keeper(time_point then) {
    if (reports()) then = std::min(then, progress_at_);
    if (then == time_point::max()) return;
    if (!keeper_) {
        keeper_until_ = then;
        const auto executor = db_.executor();
        if (!executor) return;
        keeper_ = std::make_shared<transport::bell>(executor, then);
        asio::co_spawn(executor, keep(shared_from_this(), keeper_), asio::detached);
    } else if (then < keeper_until_) {
        keeper_until_ = then;
        keeper_->ring();
    }
}

// Waits once. `pump` starts the next keeper if the load still needs one.
awaitable<void> engine::keep(std::shared_ptr<engine> self, std::shared_ptr<transport::bell> bell) {
    co_await bell->wait();
    bell->remove();
    self->report_progress();
    guard lock(self->mutex_);
    self->keeper_ = nullptr;
    if (!self->stopped_ && self->state_.order().pending() > 0) self->pump(lock);
}

void engine::report_progress() {
    if (!reports()) return;
    {
        const guard lock(mutex_);
        if (now() < progress_at_) return;
    }
    const load_progress current = progress();
    {
        const guard lock(mutex_);
        progress_at_ = now() + options_.progress_interval;
        progress_before_ = current;
    }
    report_checkpoint();
    if (!options_.progress) return;
    const std::lock_guard one_at_a_time(report_mutex_);
    if (!is_silent_) call_user("progress", [&] { options_.progress(current); });
}

// The rejected records that the checkpoint counts as done were reported before, because `report` holds the
// mutex, too.
void engine::report_checkpoint() {
    if (!options_.checkpoint) return;
    const std::lock_guard one_at_a_time(report_mutex_);
    if (is_silent_) return;
    std::optional<load_checkpoint> reached;
    {
        const guard lock(mutex_);
        load_counts counts = counts_;
        counts.rejected -= undone_rejected_;
        if (progress_) reached = progress_->now(counts);
    }
    if (!reached) return;
    call_user("checkpoint", [&] {
        const result<std::string> text = text_of(*reached);
        if (!text) throw error(text.error());
        options_.checkpoint(*text);
    });
}

}  // namespace dynaco::loading
