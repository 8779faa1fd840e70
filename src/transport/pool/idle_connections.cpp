#include "transport/pool/parts.hpp"

#include <utility>

/// The idle connections of the pool, and those that threads keep.
namespace dynaco::transport {

std::optional<lease> pool::take_idle(const origin& to, steady_time now, bool writes) {
    connection_ptr c = idle_connection(to, now, writes);
    if (!c) return std::nullopt;
    // Does not hold the pool, because all threads would write its reference count.
    return lease(std::move(c), std::shared_ptr<void>(std::shared_ptr<void>(), this), &pool::give_back,
                 &pool::throw_away);
}

pool::connection_ptr pool::idle_connection(const origin& to, steady_time now, bool writes) {
    for (;;) {
        aftermath after;
        connection_ptr c = lanes_.take(to, now);
        if (!c) {
            const std::lock_guard lock(mutex_);
            collect_lanes(now, after);
            c = pop_idle(place_of(to), now, after);
        }
        if (!c) return c;
        c->idled = is_fresh(*c, now, writes);
        if (c->idled || keep_if_alive(c)) return c;
    }
}

// Closes a connection that the peer has closed or that holds unexpected bytes: they would be taken for the
// next response.
bool pool::keep_if_alive(connection_ptr& c) {
    c->idled = c->looks_alive();
    if (!c->idled) take_back(std::move(c), close_reason::by_server);
    return c != nullptr;
}

void pool::drop_idle(const origin& to) noexcept {
    aftermath after;
    const std::lock_guard lock(mutex_);
    collect_lanes(std::chrono::steady_clock::now(), after);
    pool_state::actions& todo = nothing_to_do();
    state_.drop_idle(place_of(to), close_reason::by_server, todo);
    perform(todo, after);
}

void pool::drop_all_idle() noexcept {
    aftermath after;
    const std::lock_guard lock(mutex_);
    collect_lanes(std::chrono::steady_clock::now(), after);
    pool_state::actions& todo = nothing_to_do();
    state_.drop_idle(close_reason::drained, todo);
    perform(todo, after);
}

std::vector<std::pair<origin, connection_statistics>> pool::statistics() const {
    std::vector<std::pair<origin, connection_statistics>> all;
    const std::lock_guard lock(mutex_);
    for (const auto& [to, place] : origins_) all.emplace_back(to, statistics_of(to, place));
    if (state_.forgotten() != connection_statistics{}) all.emplace_back(origin{}, state_.forgotten());
    return all;
}

pool::connection_ptr pool::pop_idle(origin_id place, steady_time now, aftermath& after) {
    pool_state::actions& todo = nothing_to_do();
    const auto id = state_.take_idle(place, now, todo);
    perform(todo, after);
    return id ? std::move(slots_[*id]) : nullptr;
}

// Shut lanes are empty.
void pool::collect_lanes(steady_time now, aftermath& after) {
    if (!lanes_.is_open()) return;
    keep_all(lanes_.collect(now), after);
}

void pool::keep_all(std::vector<connection_ptr> idle, aftermath& after) {
    pool_state::actions& todo = nothing_to_do();
    for (connection_ptr& c : idle) {
        const auto slot = c->slot;
        const auto since = c->idle_since;
        count_reuses(*c);
        slots_[slot] = std::move(c);
        state_.released(slot, since, todo);
    }
    perform(todo, after);
}

// A connection that is returned later passes the pool, where the call that waits gets it.
void pool::shut_lanes(steady_time now, aftermath& after) {
    returned_to_nobody_ = 0;
    if (!lanes_.is_open()) return;
    lanes_.shut();
    keep_all(lanes_.collect(now), after);
}

void pool::count_reuses(connection& c) { state_.count_reuses(c.slot, std::exchange(c.reuses, 0)); }

connection_statistics pool::statistics_of(const origin& to, origin_id place) const {
    connection_statistics s = state_.statistics(place);
    lanes_.for_each([&](const connection& c) {
        if (*c.to != to) return;
        ++s.idle;
        --s.in_use;
        s.reused += c.reuses;
    });
    return s;
}

}  // namespace dynaco::transport
