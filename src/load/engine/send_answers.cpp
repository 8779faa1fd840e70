#include "load/engine/send_state.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

/// What responses mean: the part of `send_state` that settles requests.
namespace dynaco::loading {
namespace {

constexpr nanoseconds first_pause = std::chrono::milliseconds(50);
constexpr nanoseconds longest_pause = std::chrono::seconds(5);
constexpr unsigned most_doublings = 7;

void add_units(std::vector<hash_key_units>& to, std::uint64_t hash_key, double units) {
    const auto found = std::ranges::find(to, hash_key, &hash_key_units::hash_key);
    if (found == to.end())
        to.push_back({.hash_key = hash_key, .units = units, .writes = 1});
    else
        found->units += units, ++found->writes;
}

}  // namespace

// Returns the next write of the same key.
write_id send_state::end_write(write_id id, std::vector<ended_write>& to,
                               std::vector<sequence_range>& replaced) {
    const std::uint64_t sequence = order_[id].sequence;
    const std::size_t before = replaced.size();
    const write_id next = order_.settle(id, replaced);
    to.push_back({id, sequence, static_cast<std::uint32_t>(replaced.size() - before)});
    return next;
}

void send_state::settle(write_id id, std::vector<ended_write>& to, std::vector<sequence_range>& replaced,
                        send_outcome& outcome) {
    const write_id next = end_write(id, to, replaced);
    if (next == no_write) return;
    if (has_ended(next))
        give_up(next, outcome);
    else
        packing_.add(next, order_[next]);
}

// Ends a write to a table that has ended, and those of the same key that wait for it.
void send_state::give_up(write_id id, send_outcome& outcome) {
    while (id != no_write) id = end_write(id, outcome.unsent, outcome.dropped_unsent);
}

// Returns the other writes.
std::vector<write_id> send_state::give_up_ended(std::span<const write_id> writes, send_outcome& outcome) {
    std::vector<write_id> others;
    for (const write_id id : writes)
        if (has_ended(id))
            give_up(id, outcome);
        else
            others.push_back(id);
    return others;
}

void send_state::end_table(std::uint32_t table, send_outcome& outcome) {
    tables_[table].has_ended = true;
    for (const write_id id : packing_.take_table(table, order_)) give_up(id, outcome);
    for (const write_id id : bisection_.take_if([&](write_id each) { return order_[each].table == table; }))
        give_up(id, outcome);
}

void send_state::end(sent_request& of) noexcept {
    of.used = false;
    --in_flight_;
    free_requests_.push_back(static_cast<std::uint32_t>(&of - requests_.data()));
}

// The service has answered: the outage is over, if there was one.
void send_state::end_after_answer(sent_request& of) noexcept {
    failures_ = 0;
    failing_since_.reset();
    end(of);
}

void send_state::put_back(sent_request& of, std::span<const write_id> writes, send_outcome& outcome) {
    std::vector<write_id> again = give_up_ended(writes, outcome);
    if (of.bisected) {
        if (!again.empty()) bisection_.put_back(std::move(again));
        return;
    }
    for (const write_id id : again) {
        order_.returned(id);
        packing_.put_back(id, order_[id]);
    }
}

bool send_state::is_about(const throttle_reason& reason, const known_table& table) noexcept {
    return reason.table.empty() || reason.table == table.name;
}

// Whether the writes to a table are a reason for the throttling of a request that may have several tables.
bool send_state::is_blamed(std::uint32_t table, std::span<const throttle_reason> reasons) const {
    return reasons.empty() || std::ranges::any_of(reasons, [&](const throttle_reason& each) {
               return is_about(each, tables_[table]);
           });
}

// Whether hash keys may be the reason for throttling: not if DynamoDB names only other limits.
bool send_state::may_blame_keys(std::span<const throttle_reason> reasons) noexcept {
    return reasons.empty() || std::ranges::any_of(reasons, [](const throttle_reason& each) {
               return each.limit == throttle_limit::key_range || each.limit == throttle_limit::unknown;
           });
}

void send_state::note_hot_keys(sent_request& of, const send_answer& answer, time_point now,
                               send_outcome& outcome) {
    if ((answer.leftovers.empty() && !hot_.active()) || !may_blame_keys(answer.reasons)) return;
    written_keys_.clear();
    refused_keys_.clear();
    for (const write_id id : of.batch.writes) {
        const planned_write& write = order_[id];
        if (refused_flags_[id] && !is_blamed(write.table, answer.reasons)) continue;
        add_units(refused_flags_[id] ? refused_keys_ : written_keys_, write.hash_key, write.units);
    }
    const bool key_range = std::ranges::any_of(answer.reasons, [](const throttle_reason& each) {
        return each.limit == throttle_limit::key_range && each.index.empty();
    });
    const std::size_t before = outcome.hot.size();
    hot_.answered(written_keys_, refused_keys_, {.key_range = key_range, .again = of.batch.leftovers},
                  of.sent_at, now, outcome.hot);
    if (outcome.hot.size() == before) return;
    for (std::size_t i = before; i < outcome.hot.size(); ++i) packing_.hold(outcome.hot[i]);
    for (std::size_t i = 0; i < of.table_count; ++i) tables_[of.tables[i].table].pace.acquit(now);
}

void send_state::pace_answer(sent_request& of, const send_answer& answer, time_point now) {
    for (const write_id id : answer.leftovers) {
        const planned_write& write = order_[id];
        paced_table& in = paced(of, write.table);
        count(write, in.refused);
        if (hot_.hot(write.hash_key) && may_blame_keys(answer.reasons)) in.refused_hot += write.units;
    }
    for (std::size_t i = 0; i < of.table_count; ++i) {
        paced_table& each = of.tables[i];
        known_table& to = tables_[each.table];
        for (const throttle_reason& reason : answer.reasons)
            if (is_about(reason, to)) to.pace.throttled(reason, now);
        paced_answer paced{.refused_hot = each.refused_hot};
        if (!answer.leftovers.empty()) paced.refused = each.refused;
        for (const send_answer::consumption& consumed : answer.consumed)
            if (consumed.table == each.table) paced.consumed = consumed.units;
        to.pace.answered(each.units, paced, now);
    }
}

void send_state::answered(std::uint32_t request, const send_answer& answer, time_point now,
                          send_outcome& outcome) {
    sent_request& of = requests_[request];
    if (refused_flags_.size() < order_.id_limit()) refused_flags_.resize(order_.id_limit());
    for (const write_id id : answer.leftovers) refused_flags_[id] = 1;
    note_hot_keys(of, answer, now, outcome);
    pace_answer(of, answer, now);
    if (answer.leftovers.size() < of.batch.writes.size())
        concurrency_.on_answer(now, now - of.sent_at, in_flight_);
    for (const write_id id : of.batch.writes)
        if (!refused_flags_[id]) settle(id, outcome.written, outcome.superseded, outcome);
    for (const write_id id : answer.leftovers) refused_flags_[id] = 0;
    put_back(of, answer.leftovers, outcome);
    end_after_answer(of);
}

void send_state::failed(std::uint32_t request, double jitter, time_point now, send_outcome& outcome) {
    sent_request& of = requests_[request];
    for (std::size_t i = 0; i < of.table_count; ++i)
        tables_[of.tables[i].table].pace.lost(of.tables[i].units, now);
    put_back(of, of.batch.writes, outcome);
    concurrency_.on_failure(now);
    if (!failing_since_) failing_since_ = of.sent_at;
    // Requests that were in flight together count as one failure. A failure among successes does not pause
    // the others.
    if (!counted_failure_at_ || of.sent_at >= *counted_failure_at_) {
        counted_failure_at_ = now;
        if (failures_ > 0) {
            const auto pause =
                std::min(longest_pause, first_pause * (1 << std::min(failures_ - 1, most_doublings)));
            pause_until_ = now + std::chrono::duration_cast<nanoseconds>(pause * (0.5 + jitter / 2));
        }
        ++failures_;
    }
    end(of);
}

// DynamoDB checks a request before it consumes capacity.
void send_state::not_charged(sent_request& of, time_point now) {
    for (std::size_t i = 0; i < of.table_count; ++i) {
        paced_table& each = of.tables[i];
        const std::vector<double> nothing(each.units.expected.size(), 0.0);
        each.units.expected = nothing;
        tables_[each.table].pace.answered(each.units, {.consumed = nothing}, now);
    }
}

void send_state::refused(std::uint32_t request, time_point now, send_outcome& outcome) {
    sent_request& of = requests_[request];
    not_charged(of, now);
    std::vector<write_id> writes = give_up_ended(of.batch.writes, outcome);
    if (writes.size() < of.batch.writes.size()) {
        // The write that is not valid may be one of those that ended.
        if (!writes.empty()) bisection_.put_back(std::move(writes));
    } else if (const write_id culprit = bisection_.refused(writes); culprit != no_write) {
        settle(culprit, outcome.rejected, outcome.dropped, outcome);
    }
    end_after_answer(of);
}

std::optional<std::uint32_t> send_state::table_refused(std::uint32_t request, time_point now,
                                                       send_outcome& outcome) {
    sent_request& of = requests_[request];
    not_charged(of, now);
    const std::uint32_t first = of.tables[0].table;
    std::optional<std::uint32_t> ended;
    if (of.table_count == 1 && !tables_[first].has_ended) {
        end_table(first, outcome);
        ended = first;
    }
    const std::vector<write_id> writes = give_up_ended(of.batch.writes, outcome);
    for (std::size_t i = 0; i < of.table_count; ++i) {
        std::vector<write_id> group;
        for (const write_id id : writes)
            if (order_[id].table == of.tables[i].table) group.push_back(id);
        if (!group.empty()) bisection_.put_back(std::move(group));
    }
    end_after_answer(of);
    return ended;
}

}  // namespace dynaco::loading
