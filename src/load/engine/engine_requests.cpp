#include "load/engine/engine.hpp"
#include "load/plan/merged_report.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <optional>
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
    if (forks_ != detail::fork_count() && !stopped_) {
        lock.unlock();
        stop(failure(errc::invalid_argument,
                     {.operation = "load",
                      .table = first_,
                      .detail = "the loader was made before a fork and belongs to the parent process: make "
                                "another one in the child"}));
        return;
    }
    state_.drain(hurry_ > 0 || ending_ || store_.room().is_full());
    while (!stopped_) {
        const send_step step = state_.next(now());
        if (step.what == send_step::action::wait) wake_keeper(now() + step.wait);
        if (step.what == send_step::action::idle && reports() && state_.order().pending() > 0)
            wake_keeper(tally_.report_at());
        if (step.what != send_step::action::send) break;
        job& work = jobs.emplace_back(job{.request = step.request, .ids = state_.batch(step.request).writes});
        work.writes.reserve(work.ids.size());
        for (const write_id id : work.ids) work.writes.push_back(store_[id]);
        tally_.add_to_load(&load_counts::requests);
        state_.for_each_table(step.request,
                              [this](std::uint32_t table) { ++described_[table]->counts.requests; });
    }
    wake_sources();
    lock.unlock();
    for (job& each : jobs)
        asio::co_spawn(executor, send(own_work(shared_from_this()), std::move(each)), asio::detached);
}

awaitable<void> engine::send(own_work life, job work) {
    work.members.reserve(work.writes.size());
    for (const stored_write* const write : work.writes)
        work.members.push_back(
            {.table = write->table, .kind = write->kind, .item = write->text, .key = write->checked.key});
    const auto& single = work.writes.front()->single;
    encoded_request request = single ? *single : encode_batch(work.members);
    awaitable<result<reply>> call = life.self().db_.call(std::move(request));
    const result<reply> answer = co_await std::move(call);
    life.self().handle(work, answer);
    life.is_done();
}

void engine::handle(job& work, const result<reply>& answer) {
    result<batch_answer> read = failure();
    if (answer && work.writes.front()->single) {
        read = read_single_answer(*answer, work.members.front());
    } else if (answer) {
        read = read_batch_answer(*answer, work.members);
    } else {
        read = answer.error();
    }
    std::vector<event> events;
    std::optional<raised> reporting;  // destroyed after `lock`
    guard lock(mutex_);
    outcome_.clear();
    if (read)
        handle_answer(work, *read);
    else
        handle_failure(work, read.error(), events);
    name_hot_keys(work);
    end_written(events);
    if (!read) end_rejected(read.error(), events);
    end_unsent(events);
    if (stopped_) end_tickets(events);
    reporting.emplace(*this, reporting_);
    pump(lock);
    report(std::move(events));
}

void engine::handle_answer(const job& work, const batch_answer& answer) {
    outage_.answered(now());
    if (answer.leftovers > 0) count_throttled(work.members, answer.unprocessed);
    std::vector<write_id> leftovers;
    for (std::size_t i = 0; i < work.ids.size(); ++i)
        if (answer.unprocessed[i]) leftovers.push_back(work.ids[i]);
    std::vector<send_answer::consumption> consumed;
    for (const batch_consumption& each : answer.consumed) {
        tally_.add_units(each.table->counts, each.units);
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
    tally_.add_to_load(&load_counts::throttled);
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
    tally_.add(write.table->counts, is_known ? &load_counts::unmet : &load_counts::in_doubt);
    failure result = why;
    if (unmet && !is_known) {
        diagnostics about = why.diagnostics();
        about.detail = "the condition was not met after a response was lost; this write may be the reason";
        result = failure(errc::outcome_unknown, std::move(about));
    }
    if (write.ticket) events.push_back({.ticket = write.ticket, .outcome = result});
    return true;
}

// A request without an answer of the service. Its writes are sent again, except some single ones.
void engine::note_failed(const job& work, const failure& why) {
    outage_.failed(state_.sent_at(work.request), now(), why);
    tally_.add_to_load(&load_counts::failed);
    state_.for_each_table(work.request, [this](std::uint32_t table) { ++described_[table]->counts.failed; });
}

void engine::handle_failure(job& work, const failure& why, std::vector<event>& events) {
    const failure_kind kind = kind_of(why.cause());
    if (kind == failure_kind::transient || kind == failure_kind::in_doubt)
        note_failed(work, why);
    else
        outage_.answered(now());
    if (handle_single(work, why, events)) return;
    switch (kind) {
        case failure_kind::throttled: handle_throttling(work, why); return;
        case failure_kind::item: state_.refused(work.request, now(), outcome_); return;
        case failure_kind::table:
            if (const auto ended = state_.table_refused(work.request, now(), outcome_))
                end_table(*described_[*ended], why, events);
            return;
        case failure_kind::in_doubt:
            for (const auto& write : work.writes) write->in_doubt = true;
            break;
        case failure_kind::transient:
        case failure_kind::systemic: break;
    }
    state_.failed(work.request, std::uniform_real_distribution<double>(0, 1)(random_), now(), outcome_);
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

}  // namespace dynaco::loading
