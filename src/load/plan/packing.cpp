#include "load/plan/packing.hpp"

#include "load/plan/key_order.hpp"

#include <bit>

namespace dynaco::loading {
namespace {

bool fits_batch(const request_batch& batch, const request_limits& limits,
                const planned_write& write) noexcept {
    if (batch.writes.empty()) return write.units <= limits.first_units;
    return batch.writes.size() < limits.writes && batch.bytes + write.bytes <= limits.bytes &&
           batch.units + write.units <= limits.units;
}

void append_to(request_batch& batch, write_id id, const planned_write& write) {
    batch.writes.push_back(id);
    batch.bytes += write.bytes;
    batch.units += write.units;
}

}  // namespace

void packing::push(list& to, write_id id) {
    if (next_.size() <= id) next_.resize(id + std::size_t{1}, no_write);
    next_[id] = no_write;
    (to.first == no_write ? to.first : next_[to.last]) = id;
    to.last = id;
    ++to.count;
}

void packing::push_front(list& to, write_id id) {
    if (to.first == no_write) return push(to, id);
    next_[id] = to.first;
    to.first = id;
    ++to.count;
}

write_id packing::pop(list& from) noexcept {
    const write_id id = from.first;
    from.first = next_[id];
    --from.count;
    return id;
}

void packing::pop_all(list& from, std::vector<write_id>& to) {
    while (from.first != no_write) to.push_back(pop(from));
}

void packing::add(write_id id, const planned_write& write) {
    table_queue& table = tables_[write.table];
    ++table.ready;
    if (write.single) return push(table.singles, id);
    const unsigned lane = write.hash_key % lane_count;
    push(table.lanes[lane], id);
    table.filled |= std::uint64_t{1} << lane;
}

void packing::put_back(write_id id, const planned_write& write) {
    table_queue& table = tables_[write.table];
    ++table.ready;
    push(write.single ? table.singles : table.returned, id);
}

bool packing::put_aside(table_queue& from, write_id id, const planned_write& write, bool first) {
    if (held_.empty()) return false;
    const auto found = held_.find(write.hash_key);
    if (found == held_.end()) return false;
    first ? push_front(found->second, id) : push(found->second, id);
    --from.ready;
    return true;
}

// Takes writes from a list that is sent before the lanes.
bool packing::take_list(table_queue& table, list& from, const request_limits& limits, const key_order& order,
                        request_batch& batch) {
    bool any = false;
    while (from.first != no_write) {
        const planned_write& write = order[from.first];
        if (!fits_batch(batch, limits, write)) break;
        const write_id id = pop(from);
        if (&from == &table.returned && put_aside(table, id, write, true)) continue;
        append_to(batch, id, write);
        --table.ready;
        any = true;
    }
    return any;
}

bool packing::take_single(table_queue& table, const request_limits& limits, const key_order& order,
                          request_batch& batch) {
    for (;;) {
        const bool released = table.released_singles.first != no_write;
        if (!released && table.singles.first == no_write) return false;
        list& from = released ? table.released_singles : table.singles;
        if (!fits_batch(batch, limits, order[from.first])) return false;
        const write_id id = pop(from);
        if (!released && put_aside(table, id, order[id])) continue;
        append_to(batch, id, order[id]);
        --table.ready;
        batch.single = true;
        return true;
    }
}

void packing::take_lanes(table_queue& table, const request_limits& limits, const key_order& order,
                         request_batch& batch) {
    while (table.filled != 0) {
        const std::uint64_t turned = std::rotr(table.filled, static_cast<int>(table.lane));
        const unsigned lane = (table.lane + static_cast<unsigned>(std::countr_zero(turned))) % lane_count;
        list& from = table.lanes[lane];
        const planned_write& write = order[from.first];
        if (!fits_batch(batch, limits, write)) return;
        const write_id id = pop(from);
        if (from.first == no_write) table.filled &= ~(std::uint64_t{1} << lane);
        table.lane = (lane + 1) % lane_count;
        if (put_aside(table, id, write)) continue;
        append_to(batch, id, write);
        --table.ready;
    }
}

bool packing::take(std::size_t table, const request_limits& limits, const key_order& order,
                   request_batch& batch) {
    table_queue& queue = tables_[table];
    const std::size_t before = batch.writes.size();
    if (batch.single) return false;
    if (before == 0) {
        // Single writes and batches take turns.
        queue.single_next = !queue.single_next;
        if (queue.single_next && take_single(queue, limits, order, batch)) return true;
        batch.leftovers = take_list(queue, queue.returned, limits, order, batch);
        if (batch.leftovers) return true;
    }
    if (batch.leftovers) return take_list(queue, queue.returned, limits, order, batch);
    take_list(queue, queue.released, limits, order, batch);
    take_lanes(queue, limits, order, batch);
    if (batch.writes.empty()) return take_single(queue, limits, order, batch);
    return batch.writes.size() > before;
}

std::uint64_t packing::release(std::uint64_t hash_key, std::uint64_t units, const key_order& order) {
    const auto found = held_.find(hash_key);
    std::uint64_t released = 0;
    while (found != held_.end() && found->second.first != no_write && released < units) {
        const write_id id = pop(found->second);
        const planned_write& write = order[id];
        table_queue& table = tables_[write.table];
        push(write.single ? table.released_singles : table.released, id);
        ++table.ready;
        released += write.units;
    }
    return released;
}

void packing::free(std::uint64_t hash_key, const key_order& order) {
    release(hash_key, std::numeric_limits<std::uint64_t>::max(), order);
    held_.erase(hash_key);
}

std::vector<write_id> packing::take_table(std::size_t table, const key_order& order) {
    table_queue& queue = tables_[table];
    std::vector<write_id> taken;
    for (list* each : {&queue.returned, &queue.released, &queue.singles, &queue.released_singles})
        pop_all(*each, taken);
    for (list& each : queue.lanes) pop_all(each, taken);
    queue.filled = 0;
    queue.ready = 0;
    std::vector<write_id> held;
    for (auto& [key, writes] : held_) {
        held.clear();
        pop_all(writes, held);
        for (const write_id id : held)
            if (order[id].table == table)
                taken.push_back(id);
            else
                push(writes, id);
    }
    return taken;
}

bool packing::has_supply(std::size_t table, std::size_t count) const noexcept {
    const table_queue& queue = tables_[table];
    if (queue.ready < count) return false;
    const std::size_t most_of_lane = count / lanes_of_supply;
    std::size_t supply = queue.ready;
    for (const list& each : queue.lanes)
        if (each.count > most_of_lane) supply -= each.count - most_of_lane;
    return supply >= count;
}

std::size_t packing::held(std::uint64_t hash_key) const noexcept {
    const auto found = held_.find(hash_key);
    return found == held_.end() ? 0 : found->second.count;
}

}  // namespace dynaco::loading
