#include "load/engine/engine.hpp"
#include "load/plan/merged_report.hpp"

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
    state_.drain(hurry_ > 0 || store_.room().is_full());
    while (!stopped_) {
        const send_step step = state_.next(now());
        if (step.what == send_step::action::wait) wake_keeper(now() + step.wait);
        if (step.what == send_step::action::idle && reports() && state_.order().pending() > 0)
            wake_keeper(progress_at_);
        if (step.what != send_step::action::send) break;
        job& work = jobs.emplace_back(job{.request = step.request, .ids = state_.batch(step.request).writes});
        for (const write_id id : work.ids) {
            stored_write* const write = work.writes.emplace_back(store_[id]);
            work.members.push_back(
                {.table = write->table, .kind = write->kind, .item = write->text, .key = write->checked.key});
        }
        ++counts_.requests;
        for (loaded_table* const each : tables_of(work.members)) ++each->counts.requests;
    }
    lock.unlock();
    for (job& each : jobs)
        asio::co_spawn(executor, send(shared_from_this(), std::move(each)), asio::detached);
}

awaitable<void> engine::send(std::shared_ptr<engine> self, job work) {
    const abandonment if_destroyed(self);
    const auto& single = work.writes.front()->single;
    encoded_request request = single ? *single : encode_batch(work.members);
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
        read = read_batch_answer(*answer, work.members);
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
    if (answer.leftovers > 0) count_throttled(work.members, answer.unprocessed);
    std::vector<write_id> leftovers;
    for (std::size_t i = 0; i < work.ids.size(); ++i)
        if (answer.unprocessed[i]) leftovers.push_back(work.ids[i]);
    std::vector<send_answer::consumption> consumed;
    for (const batch_consumption& each : answer.consumed) {
        counts_.write_units += each.units;
        each.table->counts.write_units += each.units;
        if (each.units <= 0) continue;
        auto& of_table = consumed.emplace_back(send_answer::consumption{.table = each.table->number});
        of_table.units.push_back(each.table_units);
        for (const std::string& index : each.table->indexes) {
            const auto at = each.index_units.find(index);
            of_table.units.push_back(at == each.index_units.end() ? 0 : at->second);
        }
    }
    state_.answered(work.request, {.leftovers = leftovers, .consumed = consumed}, now(), outcome_);
}

// Counts a request whose writes were refused in part or as a whole.
void engine::count_throttled(std::span<const batch_member> members, const std::vector<bool>& refused) {
    ++counts_.throttled;
    std::vector<batch_member> those;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (refused.empty() || refused[i]) those.push_back(members[i]);
    for (loaded_table* const each : tables_of(those)) ++each->counts.throttled;
}

// Ends a write with a condition, or an update, that must not be sent again. Returns false if it must be sent
// again.
bool engine::handle_single(job& work, const failure& why, std::vector<event>& events) {
    const stored_write& write = *work.writes.front();
    if (!write.single) return false;
    const bool unmet = why.cause() == errc::conditional_check_failed;
    const bool in_doubt = why.cause() == errc::outcome_unknown;
    if (!unmet && (!in_doubt || write.repeatable)) return false;
    state_.answered(work.request, {}, now(), outcome_);
    for (const ended_write& each : outcome_.written) ended(each.sequence);
    outcome_.written.clear();
    work.ended = store_.take(work.ids.front());
    // A condition that does not hold after a lost response may be false because of this write.
    const bool is_known = unmet && !write.in_doubt;
    count(*write.table, is_known ? &load_counts::unmet : &load_counts::in_doubt);
    failure result = why;
    if (unmet && !is_known) {
        diagnostics about = why.diagnostics();
        about.detail = "the condition was not met after a response was lost; this write may be the reason";
        result = failure(errc::outcome_unknown, std::move(about));
    }
    if (write.ticket) events.push_back({.ticket = write.ticket, .outcome = result});
    return true;
}

void engine::handle_failure(job& work, const failure& why, std::vector<event>& events) {
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
    count_throttled(work.members, {});
    std::vector<throttle_reason> reasons;
    for (const throttling_reason& each : why.diagnostics().throttling_reasons)
        reasons.push_back(reason_of(each.reason, each.resource));
    for (const throttle_reason& each : reasons) note_throttled(work, each);
    state_.answered(work.request, {.leftovers = work.ids, .reasons = reasons}, now(), outcome_);
}

void engine::note_throttled(const job& work, const throttle_reason& reason) {
    const std::vector<loaded_table*> tables = tables_of(work.members);
    const bool is_known = !reason.table.empty();
    for (const loaded_table* each : tables) {
        if (is_known && tables.size() > 1 && !is_same_table(each->name, reason.table)) continue;
        add_throttled(throttled_by_, {.table = each->name, .index = std::string(reason.index), .times = 1});
    }
}

void engine::name_hot_keys(const job& work) {
    for (const std::uint64_t key : outcome_.hot)
        for (const stored_write* each : work.writes)
            if (hash_key_of(*each) == key) {
                state_.name_hot_key(key, hash_key_text(each->text, each->table->keys), each->table->number);
                break;
            }
}

void engine::end_written(std::vector<event>& events) {
    auto replaced = outcome_.superseded.begin();
    for (const ended_write& each : outcome_.written) {
        ended(each.sequence);
        auto write = store_.take(each.id);
        count(*write->table, &load_counts::written);
        for (std::uint32_t i = 0; i < each.replaced; ++i, ++replaced) {
            count(*write->table, &load_counts::superseded, replaced->last - replaced->first + 1);
            if (progress_) progress_->end(*replaced);
        }
        if (write->ticket) events.push_back({.ticket = write->ticket});
        store_.keep_spare(std::move(write));
    }
}

void engine::end_rejected(const failure& why, std::vector<event>& events) {
    const diagnostics& about = why.diagnostics();
    auto dropped = outcome_.dropped.begin();
    for (const ended_write& each : outcome_.rejected) {
        const auto write = store_.take(each.id);
        // They were replaced by a write that DynamoDB rejected, so nothing was written for them.
        for (std::uint32_t i = 0; i < each.replaced; ++i, ++dropped)
            for (std::uint64_t sequence = dropped->first; sequence <= dropped->last; ++sequence)
                reject(*write->table,
                       {.position = {.record = sequence},
                        .reason = "a later record of the same item replaced this record, and DynamoDB "
                                  "rejected the later one"},
                       sequence, nullptr, {}, events);
        reject(*write->table,
               {.position = write->position,
                .reason = about.service_message.empty() ? why.text() : about.service_message,
                .text = write->text},
               each.sequence, write->ticket, why, events);
    }
}

void engine::end_load(failure why, std::vector<event>& events) {
    if (stopped_) return;
    stopped_ = std::move(why);
    store_.room().wake_all();
    end_tickets(events);
    if (keeper_) keeper_->ring();
    if (is_idle()) ring_idle();
}

// After the end of a load: the results of the writes that no response can change any more. A write that is in
// flight while requests are in flight may still get its result.
void engine::end_tickets(std::vector<event>& events) {
    const bool all_ended = abandoned_ || state_.requests_in_flight() == 0;
    store_.for_each([&](write_id id, const stored_write& write) {
        if (!write.ticket || (!all_ended && state_.order().in_flight(id))) return;
        failure why = *stopped_;
        if (is_in_doubt(id)) {
            diagnostics about = why.diagnostics();
            about.detail = "the write was sent, but the load ended before its result was known";
            why = failure(errc::outcome_unknown, std::move(about));
        }
        events.push_back({.ticket = write.ticket, .outcome = why});
    });
}

// A request without a response is in doubt. Writes of a request that DynamoDB refused as a whole are not in
// doubt.
bool engine::is_in_doubt(write_id id) const {
    return store_[id]->in_doubt ||
           (abandoned_ || state_.requests_in_flight() > 0 ? state_.order().in_flight(id) : false);
}

// The context of the client was destroyed, and with it the requests.
void engine::abandon() noexcept {
    std::vector<std::shared_ptr<ticket_state>> descriptions;
    std::vector<event> events;
    {
        const guard lock(mutex_);
        abandoned_ = true;
        for (const auto& [name, table] : tables_)
            if (table->description && !table->is_described) descriptions.push_back(table->description);
        if (!stopped_) end_load(context_gone(), events);
        end_tickets(events);
        ring_idle();
    }
    for (const auto& each : descriptions) each->complete(context_gone());
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
    stop(failure(errc::canceled, {.operation = "load", .table = first_, .detail = "the load was stopped"}));
}

}  // namespace dynaco::loading
