#include "load/engine/engine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

// Begins all requests that may be sent now. Called after each event, with the mutex held; releases it.
void engine::pump(guard& lock) {
    std::vector<job> jobs;
    const auto executor = db_.executor();
    if (!executor && !stopped_) {
        lock.unlock();
        abandon();
        return;
    }
    state_.drain(hurry_ > 0);
    while (!stopped_) {
        const send_step step = state_.next(now());
        if (step.what == send_step::action::wait) wake_keeper(now() + step.wait);
        if (step.what == send_step::action::idle && reports() && state_.order().pending() > 0)
            wake_keeper(progress_at_);
        if (step.what != send_step::action::send) break;
        job& work = jobs.emplace_back(job{.request = step.request, .ids = state_.batch(step.request).writes});
        for (const write_id id : work.ids) {
            const auto& write = work.writes.emplace_back(writes_[id]);
            work.members.push_back({.kind = write->kind, .item = write->text, .key = write->checked.key});
        }
        ++counts_.requests;
    }
    lock.unlock();
    for (job& each : jobs)
        asio::co_spawn(executor, send(shared_from_this(), std::move(each)), asio::detached);
}

awaitable<void> engine::send(std::shared_ptr<engine> self, job work) {
    const abandonment if_destroyed(self);
    const auto& single = work.writes.front()->single;
    encoded_request request = single ? *single : encode_batch(self->table_, work.members);
    awaitable<result<reply>> call = self->db_.call(std::move(request));
    const result<reply> answer = co_await std::move(call);
    if_destroyed.not_any_more();
    self->handle(work, answer);
}

void engine::handle(job& work, const result<reply>& answer) {
    result<batch_answer> read = failure();
    if (answer && work.writes.front()->single) {
        read = batch_answer{.unprocessed = {false}};
    } else if (answer) {
        auto check = borrow_check();
        read = read_batch_answer(*answer, work.members, *check);
        return_check(std::move(check));
    } else {
        read = answer.error();
    }
    std::vector<event> events;
    guard lock(mutex_);
    outcome_.clear();
    if (read)
        handle_answer(work, *read);
    else
        handle_failure(work, read.error(), events);
    name_hot_keys(work);
    end_written(events);
    if (!read) end_rejected(read.error(), events);
    if (stopped_) end_tickets(events);
    if (is_idle()) ring_idle();
    pump(lock);
    report(std::move(events));
}

void engine::handle_answer(const job& work, const batch_answer& answer) {
    counts_.write_units += answer.units;
    if (answer.leftovers > 0) ++counts_.throttled;
    std::vector<write_id> leftovers;
    for (std::size_t i = 0; i < work.ids.size(); ++i)
        if (answer.unprocessed[i]) leftovers.push_back(work.ids[i]);
    std::vector<send_answer::consumption> consumed;
    if (answer.units > 0) {
        auto& units = consumed.emplace_back().units;
        units.push_back(answer.table_units);
        for (const std::string& index : indexes_) {
            const auto at = answer.index_units.find(index);
            units.push_back(at == answer.index_units.end() ? 0 : at->second);
        }
    }
    state_.answered(work.request, {.leftovers = leftovers, .consumed = consumed}, now(), outcome_);
}

// Ends a write with a condition, or an update, that must not be sent again. Returns false if it must.
bool engine::handle_single(const job& work, const failure& why, std::vector<event>& events) {
    const stored_write& write = *work.writes.front();
    if (!write.single) return false;
    const bool unmet = why.cause() == errc::conditional_check_failed;
    const bool in_doubt = why.cause() == errc::outcome_unknown;
    if (!unmet && (!in_doubt || write.repeatable)) return false;
    state_.answered(work.request, {}, now(), outcome_);
    for (const ended_write& each : outcome_.written) ended(each.sequence);
    outcome_.written.clear();
    writes_[work.ids.front()] = nullptr;
    room_.release(write.memory());
    // A condition that does not hold after a lost response may be false because of this write.
    const bool is_known = unmet && !write.in_doubt;
    ++(is_known ? counts_.unmet : counts_.in_doubt);
    failure result = why;
    if (unmet && !is_known) {
        diagnostics about = why.diagnostics();
        about.detail = "the condition was not met after a response was lost; this write may be the reason";
        result = failure(errc::outcome_unknown, std::move(about));
    }
    if (write.ticket) events.push_back({.ticket = write.ticket, .outcome = result});
    return true;
}

void engine::handle_failure(const job& work, const failure& why, std::vector<event>& events) {
    if (handle_single(work, why, events)) return;
    const failure_kind kind = kind_of(why.cause());
    switch (kind) {
        case failure_kind::throttled: handle_throttling(work, why); return;
        case failure_kind::item: state_.refused(work.request, now(), outcome_); return;
        case failure_kind::in_doubt:
            for (const auto& write : work.writes) write->in_doubt = true;
            break;
        case failure_kind::transient:
        case failure_kind::systemic: break;
    }
    state_.failed(work.request, std::uniform_real_distribution<double>(0, 1)(random_), now());
    const auto since = state_.failing_since();
    if (kind == failure_kind::systemic || (since && now() - *since >= options_.patience))
        end_load(why, events);
}

void engine::handle_throttling(const job& work, const failure& why) {
    ++counts_.throttled;
    std::vector<throttle_reason> reasons;
    for (const throttling_reason& each : why.diagnostics().throttling_reasons)
        reasons.push_back(reason_of(each.reason, each.resource));
    for (const throttle_reason& each : reasons) note_throttled(each);
    state_.answered(work.request, {.leftovers = work.ids, .reasons = reasons}, now(), outcome_);
}

void engine::note_throttled(const throttle_reason& reason) {
    const auto same = [&](const throttled_part& each) { return each.index == reason.index; };
    const auto at = std::ranges::find_if(throttled_by_, same);
    if (at != throttled_by_.end())
        ++at->times;
    else
        throttled_by_.push_back({.table = table_, .index = std::string(reason.index), .times = 1});
}

void engine::name_hot_keys(const job& work) {
    for (const std::uint64_t key : outcome_.hot)
        for (const auto& write : work.writes)
            if (hash_key_of(*write) == key) {
                state_.name_hot_key(key, hash_key_text(write->text, keys_));
                break;
            }
}

void engine::end_written(std::vector<event>& events) {
    for (const sequence_range& each : outcome_.superseded) {
        counts_.superseded += each.last - each.first + 1;
        if (progress_) progress_->end(each);
    }
    // They were replaced by a write that DynamoDB rejected, so nothing was written for them.
    for (const sequence_range& each : outcome_.dropped)
        for (std::uint64_t sequence = each.first; sequence <= each.last; ++sequence)
            reject(
                {.position = {.record = sequence},
                 .reason = "a later record of the same item replaced this one, and DynamoDB rejected that"},
                sequence, nullptr, {}, events);
    for (const ended_write& each : outcome_.written) {
        ended(each.sequence);
        const auto write = std::move(writes_[each.id]);
        room_.release(write->memory());
        ++counts_.written;
        if (write->ticket) events.push_back({.ticket = write->ticket});
    }
}

void engine::end_rejected(const failure& why, std::vector<event>& events) {
    const diagnostics& about = why.diagnostics();
    for (const ended_write& each : outcome_.rejected) {
        const auto write = std::move(writes_[each.id]);
        room_.release(write->memory());
        reject({.position = write->position,
                .reason = about.service_message.empty() ? why.text() : about.service_message,
                .text = write->text},
               each.sequence, write->ticket, why, events);
    }
}

void engine::end_load(failure why, std::vector<event>& events) {
    if (stopped_) return;
    stopped_ = std::move(why);
    room_.wake_all();
    end_tickets(events);
    if (keeper_) keeper_->ring();
    if (is_idle()) ring_idle();
}

// After the end of a load: the results of the writes that nothing will change any more. A write that is in
// flight while requests are in flight may still get its result.
void engine::end_tickets(std::vector<event>& events) {
    const bool all_ended = abandoned_ || state_.requests_in_flight() == 0;
    for (write_id id = 0; id < writes_.size(); ++id) {
        const auto& write = writes_[id];
        if (!write || !write->ticket || (!all_ended && state_.order().in_flight(id))) continue;
        failure why = *stopped_;
        if (is_in_doubt(id)) {
            diagnostics about = why.diagnostics();
            about.detail = "the write was sent, but the load ended before its result was known";
            why = failure(errc::outcome_unknown, std::move(about));
        }
        events.push_back({.ticket = write->ticket, .outcome = why});
    }
}

// A request without a response is in doubt. Writes of a request that DynamoDB refused as a whole are not.
bool engine::is_in_doubt(write_id id) const {
    return writes_[id]->in_doubt ||
           (abandoned_ || state_.requests_in_flight() > 0 ? state_.order().in_flight(id) : false);
}

// The context of the client was destroyed, and with it the requests.
void engine::abandon() noexcept {
    std::shared_ptr<ticket_state> prepared;
    std::vector<event> events;
    {
        const guard lock(mutex_);
        abandoned_ = true;
        prepared = is_prepared_ ? nullptr : prepared_;
        if (!stopped_) end_load(context_gone(), events);
        end_tickets(events);
        ring_idle();
    }
    if (prepared) prepared->complete(context_gone());
    report(std::move(events));
}

void engine::stop(failure why) noexcept {
    std::vector<event> events;
    {
        const guard lock(mutex_);
        end_load(std::move(why), events);
    }
    report(std::move(events));
}

void engine::cancel() noexcept {
    stop(failure(errc::canceled, {.operation = "load", .table = table_, .detail = "the load was stopped"}));
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
