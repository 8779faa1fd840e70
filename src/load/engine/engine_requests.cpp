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
    while (!stopped_) {
        auto request = state_.next(hurry_ > 0, now());
        if (!request) break;
        job& work = jobs.emplace_back(job{.request = std::move(*request)});
        for (const write_id id : work.request.batch.writes) {
            const auto& write = work.writes.emplace_back(writes_[id]);
            work.members.push_back({.kind = write->kind, .item = write->text, .key = write->checked.key});
        }
        ++counts_.requests;
    }
    if (!stopped_ && state_.pending() > 0) wake_keeper(state_.wake_at());
    lock.unlock();
    for (job& each : jobs)
        asio::co_spawn(executor_, send(shared_from_this(), std::move(each)), asio::detached);
}

awaitable<void> engine::send(std::shared_ptr<engine> self, job work) {
    encoded_request request = encode_batch(self->table_, work.members);
    awaitable<result<reply>> call = self->db_.call(std::move(request));
    const result<reply> answer = co_await std::move(call);
    self->handle(work, answer);
}

void engine::handle(job& work, const result<reply>& answer) {
    result<batch_answer> read = failure();
    if (answer) {
        auto check = borrow_check();
        read = read_batch_answer(*answer, work.members, *check);
        return_check(std::move(check));
    } else {
        read = answer.error();
    }
    std::vector<settled_write> ended;
    std::vector<event> events;
    guard lock(mutex_);
    if (read)
        handle_answer(work, *read, ended);
    else if (!handle_failure(work, read.error(), ended))
        end_load(read.error(), events);
    name_hot_keys(work);
    end_writes(ended, read ? failure() : read.error(), events);
    if (is_idle()) ring_idle();
    pump(lock);
    report(std::move(events));
}

void engine::handle_answer(job& work, const batch_answer& answer, std::vector<settled_write>& ended) {
    counts_.write_units += answer.units;
    if (answer.leftovers > 0) ++counts_.throttled;
    std::vector<double> consumed;
    if (answer.units > 0) {
        consumed.push_back(answer.table_units);
        for (const std::string& index : indexes_) {
            const auto at = answer.index_units.find(index);
            consumed.push_back(at == answer.index_units.end() ? 0 : at->second);
        }
    }
    state_.answered(work.request, answer.unprocessed, consumed, now(), ended);
}

// Returns false if the load must end.
bool engine::handle_failure(job& work, const failure& why, std::vector<settled_write>& ended) {
    const failure_action action = action_for(why);
    if (action == failure_action::slow_down) {
        ++counts_.throttled;
        for (const throttling_reason& each : why.diagnostics().throttling_reasons) {
            const throttle_reason reason = reason_of(each.reason, each.resource);
            state_.throttled_by(work.request, reason, now());
            note_throttled(reason);
        }
    }
    if (why.code() == condition::outcome_unknown || why.code() == condition::timed_out)
        for (const auto& write : work.writes) write->in_doubt = true;
    const double random = std::uniform_real_distribution<double>(0, 1)(random_);
    return state_.failed(work.request, action, random, now(), ended);
}

void engine::note_throttled(const throttle_reason& reason) {
    const auto same = [&](const throttled_part& each) {
        return each.index == reason.index && each.hash_key.empty();
    };
    const auto at = std::ranges::find_if(throttled_by_, same);
    if (at != throttled_by_.end())
        ++at->times;
    else
        throttled_by_.push_back({.table = table_, .index = std::string(reason.index), .times = 1});
}

void engine::name_hot_keys(const job& work) {
    for (const write_id id : state_.take_new_hot_keys()) {
        const auto at = std::ranges::find(work.request.batch.writes, id);
        if (at == work.request.batch.writes.end()) continue;
        const stored_write& write = *work.writes[static_cast<std::size_t>(at - work.request.batch.writes.begin())];
        state_.name_hot_key(state_[id].hash_key, hash_key_text(write.text, keys_));
    }
}

void engine::end_writes(const std::vector<settled_write>& ended, const failure& why,
                        std::vector<event>& events) {
    for (const settled_write& each : ended) {
        const auto write = std::move(writes_[each.id]);
        room_.release(write->memory());
        if (each.written) {
            ++counts_.written;
            if (write->ticket) events.push_back({.ticket = write->ticket});
        } else {
            const diagnostics& about = why.diagnostics();
            reject({.position = write->position,
                    .reason = about.service_message.empty() ? why.text() : about.service_message,
                    .text = write->text},
                   write->ticket, why, events);
        }
    }
}

void engine::end_load(failure why, std::vector<event>& events) {
    if (stopped_) return;
    stopped_ = std::move(why);
    room_.wake_all();
    for (write_id id = 0; id < writes_.size(); ++id) {
        const auto& write = writes_[id];
        if (write && write->ticket && !state_.in_flight(id))
            events.push_back({.ticket = write->ticket, .outcome = *stopped_});
    }
    if (keeper_) keeper_->ring();
    if (is_idle()) ring_idle();
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
    if (options_.progress) then = std::min(then, progress_at_);
    if (then == time_point::max()) return;
    if (!keeper_) {
        keeper_until_ = then;
        keeper_ = std::make_shared<transport::bell>(executor_, then);
        asio::co_spawn(executor_, keep(shared_from_this(), keeper_), asio::detached);
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
    if (!self->stopped_ && self->state_.pending() > 0) self->pump(lock);
}

void engine::report_progress() {
    if (!options_.progress) return;
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
    const std::lock_guard one_at_a_time(report_mutex_);
    options_.progress(current);
}

}  // namespace dynaco::loading
