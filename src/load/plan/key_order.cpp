#include "load/plan/key_order.hpp"

#include "load/plan/key_hash.hpp"

#include <utility>

namespace dynaco::loading {
namespace {

constexpr std::size_t first_key_table_size = 64;

}  // namespace

key_order::key_order(same_key_policy policy, std::uint64_t seed)
    : policy_(policy), seed_(seed), entries_(first_key_table_size) {}

std::uint32_t key_order::hash(std::uint32_t table, std::string_view key) const noexcept {
    return static_cast<std::uint32_t>(hash_of(table, key, seed_));
}

// The place of the key's entry, or the empty place where it belongs.
std::size_t key_order::place_of(std::uint32_t hash, std::uint32_t table,
                                std::string_view key) const noexcept {
    std::size_t place = hash & (entries_.size() - 1);
    for (; entries_[place].first != no_write; place = after(place)) {
        if (entries_[place].hash != hash) continue;
        const planned_write& there = slots_[entries_[place].first].write;
        if (there.table == table && there.key == key) break;
    }
    return place;
}

std::size_t key_order::place_of(write_id first) const noexcept {
    std::size_t place = slots_[first].hash & (entries_.size() - 1);
    while (entries_[place].first != first) place = after(place);
    return place;
}

write_id key_order::find(std::uint32_t table, std::string_view key) const noexcept {
    return entries_[place_of(hash(table, key), table, key)].first;
}

void key_order::grow() {
    const auto old = std::exchange(entries_, std::vector<entry>(entries_.size() * 2));
    for (const entry& each : old) {
        if (each.first == no_write) continue;
        std::size_t place = each.hash & (entries_.size() - 1);
        while (entries_[place].first != no_write) place = after(place);
        entries_[place] = each;
    }
}

// Moves the entries behind the hole forward, so that no search ends too early.
void key_order::remove(std::size_t hole) noexcept {
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t place = after(hole); entries_[place].first != no_write; place = after(place)) {
        const std::size_t home = entries_[place].hash & mask;
        if (((place - home) & mask) < ((place - hole) & mask)) continue;
        entries_[hole] = entries_[place];
        hole = place;
    }
    entries_[hole] = {};
    --keys_;
}

write_id key_order::new_slot(const planned_write& write, std::uint32_t hash) {
    write_id id = free_slot_;
    if (id == no_write) {
        id = static_cast<write_id>(slots_.size());
        slots_.emplace_back();
    } else {
        free_slot_ = slots_[id].next;
    }
    slots_[id] = {.write = write, .hash = hash, .last = id};
    ++pending_;
    return id;
}

void key_order::add_run(slot& to, std::uint64_t sequence) {
    if (to.replaced != no_run && runs_[to.replaced].range.last + 1 == sequence) {
        runs_[to.replaced].range.last = sequence;
        return;
    }
    std::uint32_t index = free_run_;
    if (index == no_run) {
        index = static_cast<std::uint32_t>(runs_.size());
        runs_.emplace_back();
    } else {
        free_run_ = runs_[index].next;
    }
    runs_[index] = {.range = {sequence, sequence}, .next = to.replaced};
    to.replaced = index;
}

void key_order::take_runs(const slot& from, std::vector<sequence_range>& out) {
    for (std::uint32_t index = from.replaced; index != no_run;) {
        out.push_back(runs_[index].range);
        const std::uint32_t next = std::exchange(runs_[index].next, free_run_);
        free_run_ = index;
        index = next;
    }
}

void key_order::replace(slot& old, const planned_write& write) {
    add_run(old, old.write.sequence);
    old.write = write;
}

key_order::acceptance key_order::accept(const planned_write& write) {
    if ((keys_ + 1) * 4 > entries_.size() * 3) grow();
    const std::uint32_t hashed = hash(write.table, write.key);
    const std::size_t place = place_of(hashed, write.table, write.key);
    const write_id first = entries_[place].first;
    if (first == no_write) {
        const write_id id = new_slot(write, hashed);
        entries_[place] = {.hash = hashed, .first = id};
        ++keys_;
        return {.what = outcome::ready, .id = id};
    }
    const write_id last = slots_[first].last;
    if (slot& tail = slots_[last]; !tail.in_flight) {
        if (policy_ == same_key_policy::refuse) return {.what = outcome::refused};
        if (!tail.write.single && !write.single) {
            const planned_write old = tail.write;
            replace(tail, write);
            return {.what = outcome::replaced, .id = last, .superseded = old};
        }
    }
    const write_id id = new_slot(write, hashed);
    slots_[last].next = id;
    slots_[first].last = id;
    return {.what = outcome::held, .id = id};
}

void key_order::sent(write_id id) noexcept {
    slots_[id].in_flight = true;
    ++sent_;
}

void key_order::returned(write_id id) noexcept {
    slots_[id].in_flight = false;
    --sent_;
}

write_id key_order::settle(write_id id, std::vector<sequence_range>& superseded) {
    const std::size_t place = place_of(id);
    slot& done = slots_[id];
    take_runs(done, superseded);
    const write_id next = done.next;
    if (next == no_write) {
        remove(place);
    } else {
        slots_[next].last = done.last;
        entries_[place].first = next;
    }
    if (done.in_flight) --sent_;
    done.write = {};
    done.in_flight = false;
    done.next = std::exchange(free_slot_, id);
    --pending_;
    return next;
}

}  // namespace dynaco::loading
