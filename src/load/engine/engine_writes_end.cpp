#include "load/engine/engine.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::loading {

void engine::end_written(std::vector<event>& events) {
    auto replaced = outcome_.superseded.begin();
    for (const ended_write& each : outcome_.written) {
        ended(each.sequence);
        auto write = store_.take(each.id);
        tally_.add(write->table->counts, &load_counts::written);
        for (std::uint32_t i = 0; i < each.replaced; ++i, ++replaced) {
            tally_.add(write->table->counts, &load_counts::superseded, replaced->last - replaced->first + 1);
            ended(*replaced);
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
    // Others of the pending writes may be refused for the same reason: they are not sent.
    if (ending_ && !outcome_.rejected.empty()) end_load(*ending_, events);
}

namespace {

// The result of a write that is not sent any more.
failure result_of_unsent(const failure& why, bool in_doubt) {
    if (!in_doubt) return why;
    diagnostics about = why.diagnostics();
    about.detail = "the write was sent, but the load ended before its result was known";
    return failure(errc::outcome_unknown, std::move(about));
}

}  // namespace

// The writes to a table that has ended. A load that continues meets their records again.
void engine::end_unsent(std::vector<event>& events) {
    auto dropped = outcome_.dropped_unsent.begin();
    for (const ended_write& each : outcome_.unsent) {
        const auto write = store_.take(each.id);
        loaded_table& in = *write->table;
        tally_.add_undone(in.counts, write->in_doubt ? &load_counts::in_doubt : &load_counts::unsent, 1);
        for (std::uint32_t i = 0; i < each.replaced; ++i, ++dropped)
            tally_.add_undone(in.counts, &load_counts::unsent, dropped->last - dropped->first + 1);
        if (write->ticket)
            events.push_back(
                {.ticket = write->ticket, .outcome = result_of_unsent(*in.stopped, write->in_doubt)});
    }
}

// Ends a table. Without any other table, the load ends.
void engine::end_table(loaded_table& in, const failure& why, std::vector<event>& events) {
    if (!in.stopped) in.stopped = why;
    wake_sources();
    const bool all =
        std::ranges::all_of(tables_, [](const auto& named) { return named.second->stopped.has_value(); });
    if (all) end_load(why, events);
}

void engine::end_load(failure why, std::vector<event>& events) {
    if (stopped_) return;
    stopped_ = std::move(why);
    store_.room().wake_all();
    wake_sources();
    end_tickets(events);
    keeper_.wake_now();
    if (is_idle()) ring_idle();
}

// After the end of a load: the results of the writes that no response can change any more. A write that is in
// flight while requests are in flight may still get its result.
void engine::end_tickets(std::vector<event>& events) {
    const bool all_ended = abandoned_ || state_.requests_in_flight() == 0;
    store_.for_each([&](write_id id, const stored_write& write) {
        if (!write.ticket || (!all_ended && state_.order().in_flight(id))) return;
        events.push_back({.ticket = write.ticket, .outcome = result_of_unsent(*stopped_, is_in_doubt(id))});
    });
}

// A request without a response is in doubt. Writes of a request that DynamoDB refused as a whole are not in
// doubt.
bool engine::is_in_doubt(write_id id) const {
    return store_[id]->in_doubt ||
           (abandoned_ || state_.requests_in_flight() > 0 ? state_.order().in_flight(id) : false);
}

bool engine::have_ended(const sequence_range& records) {
    const guard lock(mutex_);
    for (std::uint64_t each = records.first; each <= records.last; ++each)
        if (!ended_ || !ended_->contains(each)) return false;
    return true;
}

std::uint64_t engine::all_ended_below() {
    const guard lock(mutex_);
    return ended_ ? ended_->low() : 0;
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
        if (!stopped_ && !is_idle()) end_load(context_gone(), events);
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
