#include "load/engine/send_state.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dynaco::loading {
namespace {

// Units may be infinite.
std::uint64_t whole_units(double units) { return static_cast<std::uint64_t>(std::clamp(units, 0.0, 1e12)); }

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

send_state::paced_table& send_state::paced(sent_request& of, std::uint32_t table) {
    for (std::size_t i = 0; i < of.table_count; ++i)
        if (of.tables[i].table == table) return of.tables[i];
    if (of.tables.size() == of.table_count) of.tables.emplace_back();
    paced_table& added = of.tables[of.table_count++];
    added.table = table;
    added.refused_hot = 0;
    const std::size_t resources = tables_[table].pace.resources();
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
    nanoseconds soonest{};
    for (bool again = true; again;) {
        again = false;
        soonest = release_hot(now);
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
                // All writes were put aside because their hash keys are hot. Some may be released now; if
                // nothing is in flight, no other event would release them.
                if (packing_.ready(number) == 0)
                    again = true;
                else
                    soonest = std::min(soonest, tables_[number].pace.retry_after(now));
                continue;
            }
            mix(requests_[made], number, now);
            turn_ = (number + 1) % count;
            return send(made, now);
        }
    }
    if (soonest == nanoseconds::max()) return {};
    return {.what = send_step::action::wait, .wait = soonest};
}

}  // namespace dynaco::loading
