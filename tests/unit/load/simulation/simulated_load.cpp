#include "simulated_load.hpp"

#include <algorithm>
#include <array>

namespace dynaco::load_simulation {

using loading::throttle_limit;
using loading::write_id;
using action = loading::send_step::action;

simulated_load::simulated_load(const loading::send_options& options, const world_settings& world)
    : world_(world), random_(world.seed), state_(options, now_), servers_(world.servers) {}

std::uint32_t simulated_load::add(const table_settings& settings, const loading::table_pace_options& pace,
                                  source rows, std::size_t callers) {
    std::vector<std::string> indexes;
    for (std::size_t i = 0; i < settings.index_rates.size(); ++i)
        indexes.push_back("index" + std::to_string(i));
    const std::string name = "table" + std::to_string(tables_.size());
    tables_.push_back(
        {.name = name, .service = simulated_table(settings), .rows = std::move(rows), .callers = callers});
    return state_.add_table(name, pace, std::move(indexes), now_);
}

simulated_load::second& simulated_load::second_of(simulated& in) {
    const auto number = static_cast<std::size_t>(now());
    if (in.seconds.size() <= number) in.seconds.resize(number + 1);
    return in.seconds[number];
}

void simulated_load::later(time_point at, std::function<void()> act) {
    messages_.push({at, message_count_++, std::move(act)});
}

// Takes rows of all sources in turn while there is memory, and their tables need them.
void simulated_load::read_source() {
    bool any = true;
    while (any && state_.order().pending() < world_.memory) {
        any = false;
        for (std::uint32_t number = 0; number < tables_.size(); ++number) {
            simulated& from = tables_[number];
            from.paused = from.paused ? !state_.needs_supply(number) : state_.is_supplied(number);
            if (from.ended || from.paused) continue;
            if (from.callers > 0 && from.waiting == from.callers) continue;
            const auto row = from.rows();
            from.ended = !row;
            if (!row) continue;
            any = true;
            ++from.waiting;
            if (free_keys_.empty()) free_keys_.push_back(std::make_unique<std::uint64_t>());
            auto key = std::move(free_keys_.back());
            free_keys_.pop_back();
            *key = sequence_;
            const loading::planned_write write{.key = {reinterpret_cast<const char*>(key.get()), sizeof *key},
                                               .sequence = sequence_++,
                                               .hash_key = row->hash_key,
                                               .table = number,
                                               .bytes = row->bytes,
                                               .units = row->expected ? row->expected : row->units,
                                               .indexes = row->indexes};
            const write_id id = state_.accept(write, now_).id;
            if (keys_.size() <= id) keys_.resize(id + 1), writes_.resize(id + 1), table_of_.resize(id + 1);
            keys_[id] = std::move(key);
            writes_[id] = *row;
            table_of_[id] = number;
        }
    }
    most_pending_ = std::max(most_pending_, state_.order().pending());
    if (std::ranges::all_of(tables_, [](const simulated& each) { return each.ended; })) state_.drain();
}

bool simulated_load::finished() const {
    return state_.order().pending() == 0 &&
           std::ranges::all_of(tables_, [](const simulated& each) { return each.ended; });
}

double simulated_load::service_time(double latency) {
    if (servers_.empty()) return latency;
    const auto server = std::ranges::min_element(servers_);
    const double start = std::max(*server, now());
    *server = start + latency;
    return *server - now();
}

void simulated_load::send(std::uint32_t request) {
    double latency = world_.latency * (1 + world_.jitter * (2 * random() - 1));
    if (random() < world_.slow_part) latency *= 10;
    const double way = latency * random() / 2;
    const double back = latency - way;
    if (random() < world_.failed_part)
        return later(now_ + span_of(latency), [this, request] { fail(request); });
    later(now_ + span_of(way), [this, request, back] { arrive(request, back); });
}

void simulated_load::arrive(std::uint32_t request, double way_back) {
    reply made = serve(request);
    const time_point at = now_ + span_of(service_time(way_back));
    if (random() < world_.lost_part) return later(at, [this, request] { fail(request); });
    later(at, [this, request, made = std::move(made)] { answer(request, made); });
}

simulated_load::reply simulated_load::serve(std::uint32_t request) {
    reply made;
    const auto& batch = state_.batch(request);
    std::vector<std::uint32_t> seen;
    for (const write_id id : batch.writes) {
        const auto number = state_.order()[id].table;
        simulated& in = tables_[number];
        const source_write& row = writes_[id];
        std::size_t index = 0;
        auto why = refuse ? refuse(row, request_count_, now()) : refusal::none;
        if (why == refusal::none)
            why = in.service.write(
                {.hash_key = row.hash_key, .units = static_cast<double>(row.units), .indexes = row.indexes},
                now(), index);
        if (std::ranges::find(seen, number) == seen.end()) seen.push_back(number), ++second_of(in).requests;
        if (why == refusal::none) {
            second_of(in).units += row.units;
            const auto hundredth = static_cast<std::size_t>(now() * 100);
            if (in.hundredths.size() <= hundredth) in.hundredths.resize(hundredth + 1);
            in.hundredths[hundredth] += static_cast<float>(row.units);
            if (on_written) on_written(row, now());
            continue;
        }
        second_of(in).refused += row.units;
        made.leftovers.push_back(id);
        loading::throttle_reason reason{.limit = throttle_limit::provisioned, .table = in.name};
        static constexpr std::array<std::string_view, 4> names{"index0", "index1", "index2", "index3"};
        if (why == refusal::index) reason.index = names.at(index);
        if (why == refusal::key_range) reason.limit = throttle_limit::key_range;
        const auto same = [&reason](const loading::throttle_reason& each) {
            return each.limit == reason.limit && each.index == reason.index && each.table == reason.table;
        };
        if (std::ranges::none_of(made.reasons, same)) made.reasons.push_back(reason);
    }
    if (!made.leftovers.empty()) ++second_of(tables_[state_.order()[made.leftovers.front()].table]).throttled;
    ++request_count_;
    // DynamoDB gives reasons only if it processed nothing.
    const bool refused = made.leftovers.size() == batch.writes.size();
    if (!refused || !world_.gives_reasons) made.reasons.clear();
    for (const std::uint32_t number : seen) {
        auto& consumed = tables_[number].service.consumed;
        if (!refused) made.consumed.push_back({.table = number, .units = consumed});
        std::ranges::fill(consumed, 0.0);
    }
    return made;
}

void simulated_load::answer(std::uint32_t request, const reply& of) {
    outcome_.clear();
    state_.answered(request, {.leftovers = of.leftovers, .reasons = of.reasons, .consumed = of.consumed},
                    now_, outcome_);
    for (const loading::ended_write& each : outcome_.written) {
        free_keys_.push_back(std::move(keys_[each.id]));
        --tables_[table_of_[each.id]].waiting;
    }
    for (const std::uint64_t key : outcome_.hot) {
        hot_keys.push_back(key);
        state_.name_hot_key(key, std::to_string(key));
    }
}

void simulated_load::fail(std::uint32_t request) { state_.failed(request, random(), now_, outcome_); }

void simulated_load::run(double until) {
    const time_point end{span_of(until)};
    for (;;) {
        read_source();
        auto step = state_.next(now_);
        for (; step.what == action::send; step = state_.next(now_)) send(step.request);
        if (finished()) return;
        time_point next = end;
        if (step.what == action::wait)
            next = std::min(end, now_ + step.wait + span_of(world_.timer_lateness * random()));
        const bool message_first = !messages_.empty() && messages_.top().at <= next;
        if (!message_first && next >= end) {
            now_ = end;
            return;
        }
        if (!message_first) {
            now_ = std::max(now_, next);
            continue;
        }
        message first = messages_.top();
        messages_.pop();
        now_ = std::max(now_, first.at);
        first.act();
        for (simulated& each : tables_) second_of(each).in_flight = state_.requests_in_flight();
    }
}

simulated_load::second simulated_load::sum(std::uint32_t table, std::size_t from, std::size_t to) const {
    second all;
    const auto& seconds = tables_[table].seconds;
    for (std::size_t i = from; i < std::min(to, seconds.size()); ++i) {
        all.units += seconds[i].units;
        all.refused += seconds[i].refused;
        all.requests += seconds[i].requests;
        all.throttled += seconds[i].throttled;
        all.in_flight = std::max(all.in_flight, seconds[i].in_flight);
    }
    return all;
}

double simulated_load::most_in_a_second(std::uint32_t table) const {
    const auto& units = tables_[table].hundredths;
    double sum = 0;
    double most = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        sum += static_cast<double>(units[i]);
        if (i >= 100) sum -= static_cast<double>(units[i - 100]);
        most = std::max(most, sum);
    }
    return most;
}

}  // namespace dynaco::load_simulation
