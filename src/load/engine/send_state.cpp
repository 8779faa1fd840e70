#include "load/engine/send_state.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dynaco::loading {
namespace {

constexpr nanoseconds first_pause = std::chrono::milliseconds(50);
constexpr nanoseconds longest_pause = std::chrono::seconds(5);
constexpr unsigned most_doublings = 7;

// Units may be infinite.
std::uint64_t whole_units(double units) { return static_cast<std::uint64_t>(std::clamp(units, 0.0, 1e12)); }

void add_units(std::vector<hash_key_units>& to, std::uint64_t hash_key, double units) {
    const auto found = std::ranges::find(to, hash_key, &hash_key_units::hash_key);
    if (found == to.end())
        to.push_back({.hash_key = hash_key, .units = units, .writes = 1});
    else
        found->units += units, ++found->writes;
}

}  // namespace

send_state::send_state(const send_options& options, time_point now)
    : options_(options),
      order_(options.same_key, options.seed),
      packing_(0),
      concurrency_(options.max_requests),
      pause_until_(now) {}

std::uint32_t send_state::add_table(std::string name, const table_pace_options& pace,
                                    std::vector<std::string> indexes, time_point now) {
    tables_.push_back({.name = std::move(name), .pace = table_pace(pace, std::move(indexes), now)});
    packing_.add_table();
    return static_cast<std::uint32_t>(tables_.size() - 1);
}

key_order::acceptance send_state::accept(const planned_write& write, time_point now) {
    const auto accepted = order_.accept(write);
    if (accepted.what == key_order::outcome::ready) {
        packing_.add(accepted.id, write);
        auto& since = tables_[write.table].partial_since;
        if (!since) since = now;
    }
    return accepted;
}

// How long a table waits before its next request; nothing if it has no writes.
std::optional<nanoseconds> send_state::wait_of(std::uint32_t number, time_point now) {
    known_table& of = tables_[number];
    const std::size_t ready = packing_.ready(number);
    if (ready == 0) return {};
    nanoseconds wait = of.pace.wait(now);
    const bool partial = ready < options_.batch_size && !packing_.has_leftovers(number) && !draining_;
    if (partial && of.partial_since)
        wait = std::max<nanoseconds>(wait, *of.partial_since + options_.linger - now);
    return wait;
}

nanoseconds send_state::release_hot(time_point now) {
    nanoseconds soonest = nanoseconds::max();
    if (!hot_.active()) return soonest;
    if (!forgot_at_ || now - *forgot_at_ > std::chrono::seconds(1)) {
        forgot_at_ = now;
        ended_keys_.clear();
        hot_.forget(now, ended_keys_);
        for (const std::uint64_t key : ended_keys_) packing_.free(key, order_);
    }
    hot_.for_each([&](std::uint64_t key) {
        if (packing_.held(key) == 0) return;
        const nanoseconds wait = hot_.wait(key, now);
        if (wait > nanoseconds::zero()) {
            soonest = std::min(soonest, wait);
            return;
        }
        const auto portion = static_cast<std::uint64_t>(std::ceil(hot_.portion(key)));
        hot_.released(key, static_cast<double>(packing_.release(key, portion, order_)), now);
        soonest = std::min(soonest, hot_.wait(key, now));
    });
    return soonest;
}

std::uint32_t send_state::new_request() {
    if (free_requests_.empty()) {
        requests_.emplace_back();
        free_requests_.push_back(static_cast<std::uint32_t>(requests_.size() - 1));
    }
    const std::uint32_t number = free_requests_.back();
    sent_request& of = requests_[number];
    of.batch.clear();
    of.table_count = 0;
    of.bisected = false;
    return number;
}

send_state::paced_table& send_state::paced(sent_request& of, std::uint32_t number) {
    for (std::size_t i = 0; i < of.table_count; ++i)
        if (of.tables[i].table == number) return of.tables[i];
    if (of.tables.size() == of.table_count) of.tables.emplace_back();
    paced_table& added = of.tables[of.table_count++];
    added.table = number;
    added.refused_hot = 0;
    const std::size_t resources = tables_[number].pace.resources();
    added.units.expected.assign(resources, 0);
    added.refused.assign(resources, 0);
    return added;
}

void send_state::count(const planned_write& write, std::vector<double>& units) {
    units[0] += write.units;
    for (std::uint32_t bits = write.indexes; bits != 0; bits &= bits - 1) {
        const auto position = static_cast<std::size_t>(std::countr_zero(bits)) + 1;
        if (position < units.size()) units[position] += write.units;
    }
}

bool send_state::fill(sent_request& of, std::uint32_t number, time_point now) {
    known_table& from = tables_[number];
    const request_limits limits{.writes = options_.batch_size,
                                .bytes = options_.max_request_bytes,
                                .units = of.batch.units + whole_units(from.pace.most_units(now)),
                                .first_units = whole_units(from.pace.most_first_units(now))};
    if (!packing_.take(number, limits, order_, of.batch)) return false;
    from.partial_since.reset();
    if (packing_.ready(number) > 0) from.partial_since = now;
    return true;
}

// A request that is not full takes writes of other tables that are not full either.
void send_state::mix(sent_request& of, std::uint32_t first, time_point now) {
    if (!options_.mixed_tables || of.batch.single || of.batch.leftovers) return;
    for (std::uint32_t number = 0; number < tables_.size(); ++number) {
        if (of.batch.writes.size() >= options_.batch_size) return;
        if (number == first || packing_.ready(number) >= options_.batch_size) continue;
        if (packing_.has_leftovers(number)) continue;
        if (wait_of(number, now).value_or(nanoseconds(1)) <= nanoseconds::zero()) fill(of, number, now);
    }
}

send_step send_state::send(std::uint32_t number, time_point now) {
    free_requests_.pop_back();
    sent_request& of = requests_[number];
    of.used = true;
    of.sent_at = now;
    ++in_flight_;
    for (const write_id id : of.batch.writes) {
        if (!of.bisected) order_.sent(id);
        const planned_write& write = order_[id];
        count(write, paced(of, write.table).units.expected);
    }
    for (std::size_t i = 0; i < of.table_count; ++i)
        tables_[of.tables[i].table].pace.sent(of.tables[i].units, now);
    return {.what = send_step::action::send, .request = number};
}

// Halves of refused requests are not paced: they are few.
send_step send_state::send_group(time_point now) {
    const std::uint32_t number = new_request();
    sent_request& of = requests_[number];
    of.bisected = true;
    for (const write_id id : bisection_.next()) {
        of.batch.writes.push_back(id);
        of.batch.bytes += order_[id].bytes;
        of.batch.units += order_[id].units;
        of.batch.single = order_[id].single;
    }
    return send(number, now);
}

send_step send_state::next(time_point now) {
    if (in_flight_ >= concurrency_.limit()) return {};
    if (now < pause_until_) return {.what = send_step::action::wait, .wait = pause_until_ - now};
    if (bisection_.pending()) return send_group(now);
    nanoseconds soonest = release_hot(now);
    const auto count = static_cast<std::uint32_t>(tables_.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t number = (turn_ + i) % count;
        const auto wait = wait_of(number, now);
        if (!wait) continue;
        if (*wait > nanoseconds::zero()) {
            soonest = std::min(soonest, *wait);
            continue;
        }
        const std::uint32_t made = new_request();
        if (!fill(requests_[made], number, now)) {
            if (packing_.ready(number) > 0)
                soonest = std::min(soonest, tables_[number].pace.retry_after(now));
            continue;
        }
        mix(requests_[made], number, now);
        turn_ = (number + 1) % count;
        return send(made, now);
    }
    if (soonest == nanoseconds::max()) return {};
    return {.what = send_step::action::wait, .wait = soonest};
}

void send_state::settle(write_id id, std::vector<ended_write>& to, std::vector<sequence_range>& replaced) {
    const std::uint64_t sequence = order_[id].sequence;
    const std::size_t before = replaced.size();
    const write_id next = order_.settle(id, replaced);
    to.push_back({id, sequence, static_cast<std::uint32_t>(replaced.size() - before)});
    if (next != no_write) packing_.add(next, order_[next]);
}

void send_state::end(sent_request& of) noexcept {
    of.used = false;
    --in_flight_;
    free_requests_.push_back(static_cast<std::uint32_t>(&of - requests_.data()));
}

void send_state::put_back(sent_request& of, std::span<const write_id> writes) {
    if (of.bisected) {
        if (!writes.empty()) bisection_.put_back({writes.begin(), writes.end()});
        return;
    }
    for (const write_id id : writes) {
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

void send_state::note_hot_keys(sent_request& of, const send_answer& answer, time_point now,
                               send_outcome& outcome) {
    if (answer.leftovers.empty() && !hot_.active()) return;
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
        if (hot_.hot(write.hash_key)) in.refused_hot += write.units;
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

void send_state::answered(std::uint32_t number, const send_answer& answer, time_point now,
                          send_outcome& outcome) {
    sent_request& of = requests_[number];
    if (refused_flags_.size() < order_.id_limit()) refused_flags_.resize(order_.id_limit());
    for (const write_id id : answer.leftovers) refused_flags_[id] = 1;
    note_hot_keys(of, answer, now, outcome);
    pace_answer(of, answer, now);
    if (answer.leftovers.size() < of.batch.writes.size())
        concurrency_.on_answer(now, now - of.sent_at, in_flight_);
    put_back(of, answer.leftovers);
    for (const write_id id : of.batch.writes)
        if (!refused_flags_[id]) settle(id, outcome.written, outcome.superseded);
    for (const write_id id : answer.leftovers) refused_flags_[id] = 0;
    failures_ = 0;
    failing_since_.reset();
    end(of);
}

void send_state::failed(std::uint32_t number, double jitter, time_point now) {
    sent_request& of = requests_[number];
    for (std::size_t i = 0; i < of.table_count; ++i)
        tables_[of.tables[i].table].pace.lost(of.tables[i].units, now);
    put_back(of, of.batch.writes);
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

void send_state::refused(std::uint32_t number, time_point now, send_outcome& outcome) {
    sent_request& of = requests_[number];
    // DynamoDB checks a request before it consumes capacity.
    for (std::size_t i = 0; i < of.table_count; ++i) {
        paced_table& each = of.tables[i];
        const std::vector<double> nothing(each.units.expected.size(), 0.0);
        each.units.expected = nothing;
        tables_[each.table].pace.answered(each.units, {.consumed = nothing}, now);
    }
    const write_id culprit = bisection_.refused(of.batch.writes);
    if (culprit != no_write) settle(culprit, outcome.rejected, outcome.dropped);
    failures_ = 0;
    failing_since_.reset();
    end(of);
}

}  // namespace dynaco::loading
