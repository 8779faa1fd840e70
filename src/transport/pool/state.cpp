#include "transport/pool/state.hpp"

#include <algorithm>
#include <limits>

namespace dynaco::transport {
namespace {

std::uint64_t& counter_of(closed_connections& closed, close_reason why) noexcept {
    switch (why) {
        case close_reason::idle: return closed.idle;
        case close_reason::age: return closed.age;
        case close_reason::by_server: return closed.by_server;
        case close_reason::broken: return closed.broken;
        case close_reason::unfit: return closed.unfit;
        case close_reason::made_room: return closed.made_room;
        case close_reason::drained: break;
    }
    return closed.drained;
}

using kind = pool_state::action::kind;
using std::chrono::milliseconds;

// Varies `age` by ±10 %, so that connections that were opened together do not end together.
milliseconds varied(milliseconds age, double jitter) {
    return milliseconds(
        static_cast<milliseconds::rep>(static_cast<double>(age.count()) * (0.9 + 0.2 * jitter)));
}

void count_wait(connection_statistics& counts, const waiting_line::departure& gone) noexcept {
    counts.wait_time += gone.waited;
    counts.longest_wait = std::max(counts.longest_wait, gone.waited);
}

}  // namespace

pool_state::origin_id pool_state::add_origin() {
    place* oldest = nullptr;
    if (places_.size() >= limits_.max_origins)
        for (place& p : places_)
            if (p.vacant() && (!oldest || p.used < oldest->used)) oldest = &p;
    if (!oldest) oldest = &places_.emplace_back();
    forgotten_ += oldest->counts;
    *oldest = {};
    oldest->used = ++uses_;
    return static_cast<origin_id>(oldest - places_.data());
}

// --- calls ---

std::optional<pool_state::connection_id> pool_state::take_idle(origin_id to, time_point now, actions& todo) {
    close_expired(now, todo);
    place& p = places_[to];
    p.used = ++uses_;
    if (!p.line.empty()) return std::nullopt;  // waiting calls come first
    return pop_idle(p, now, todo);
}

std::optional<pool_state::ticket> pool_state::wait(origin_id to, time_point now, actions& todo) {
    close_expired(now, todo);
    place& p = places_[to];
    const ticket mine = next_ticket_++;
    // A connection may have become idle since `take_idle` found none.
    const auto idle = p.line.empty() ? pop_idle(p, now, todo) : std::nullopt;
    change_line(p, [&](waiting_line& line) { line.join(mine, now); });
    if (idle) {
        --p.in_use;
        grant(p, *idle, now, todo);
    } else {
        serve_lines(todo);
        if (p.line.in_line() > 0 && in_line_ > limits_.max_waiting) {
            change_line(p, [&](waiting_line& line) { line.leave(mine, now); });
            ++p.counts.refused_waits;
            return std::nullopt;
        }
    }
    ++p.counts.waits;
    return mine;
}

void pool_state::abandon(origin_id to, ticket waiter, time_point now, bool timed_out) noexcept {
    place& p = places_[to];
    change_line(p, [&](waiting_line& line) {
        const auto gone = line.leave(waiter, now);
        if (!gone) return;
        count_wait(p.counts, *gone);
        if (timed_out) ++p.counts.timed_out_waits;
    });
}

void pool_state::prepare(origin_id to, std::size_t count, time_point now, actions& todo) {
    close_expired(now, todo);
    const place& p = places_[to];
    std::size_t free = p.idle.size() + p.opening - p.line.expected();
    for (; free < count && p.held() < limits_.max_per_origin && total_ < limits_.max_connections; ++free)
        start_opening(to, todo);
}

// --- connections ---

pool_state::connection_id pool_state::opened(origin_id to, time_point now, double jitter, actions& todo) {
    const connection_id id = remember(to, now, jitter);  // before ids of closed connections are free
    close_expired(now, todo);
    place& p = places_[to];
    --p.opening;
    ++p.counts.opened;
    give(p, id, now, todo);
    serve_lines(todo);
    return id;
}

void pool_state::open_failed(origin_id to, time_point now, actions& todo) {
    close_expired(now, todo);
    place& p = places_[to];
    --p.opening;
    --total_;
    ++p.counts.failed_openings;
    if (p.line.expected() > p.opening) {
        change_line(p, [&](waiting_line& line) {
            const auto gone = line.pop(now);
            count_wait(p.counts, gone);
            todo.push_back({kind::fail, to, gone.who, 0});
        });
    }
    serve_lines(todo);
}

void pool_state::released(connection_id connection, time_point now, actions& todo) {
    close_expired(now, todo);
    place& p = places_[records_[connection].origin];
    --p.in_use;
    if (now >= records_[connection].retires) {
        close(connection, close_reason::age, todo);
    } else if (gives_way(p)) {
        close(connection, close_reason::made_room, todo);
    } else {
        if (!p.line.empty()) ++p.counts.reused;
        give(p, connection, now, todo);
    }
    serve_lines(todo);
}

void pool_state::lost(connection_id connection, close_reason why, time_point now, actions& todo) {
    close_expired(now, todo);
    place& p = places_[records_[connection].origin];
    --p.in_use;
    if (why == close_reason::by_server) --p.counts.reused;  // it was counted as reused but was closed already
    forget(connection, why);
    serve_lines(todo);
}

void pool_state::drop_idle(origin_id to, close_reason why, actions& todo) {
    close_oldest(places_[to], places_[to].idle.size(), why, todo);
    serve_lines(todo);
}

void pool_state::drop_idle(close_reason why, actions& todo) {
    for (place& p : places_) close_oldest(p, p.idle.size(), why, todo);
    serve_lines(todo);
}

connection_statistics pool_state::statistics(origin_id of) const {
    const place& p = places_[of];
    connection_statistics s = p.counts;
    s.idle = p.idle.size();
    s.in_use = p.in_use;
    s.opening = p.opening;
    s.waiting = p.line.size();
    return s;
}

// --- the next call ---

// Every change of a queue calls this function. As many calls as there are openings are "expected"; the others
// are "in line".
template <class Change>
void pool_state::change_line(place& p, Change change) {
    in_line_ -= p.line.in_line();
    change(p.line);
    p.line.cover(p.opening);
    in_line_ += p.line.in_line();
}

std::optional<pool_state::connection_id> pool_state::pop_idle(place& p, time_point now, actions& todo) {
    while (!p.idle.empty()) {
        const connection_id id = p.idle.back().id;
        p.idle.pop_back();
        if (now < records_[id].retires) {
            ++p.in_use;
            ++p.counts.reused;
            return id;
        }
        close(id, close_reason::age, todo);
    }
    return std::nullopt;
}

void pool_state::give(place& p, connection_id connection, time_point now, actions& todo) {
    if (!p.line.empty()) return grant(p, connection, now, todo);
    p.idle.push_back({connection, now});
    next_expiry_ = std::min(next_expiry_, now + limits_.idle_timeout);
}

void pool_state::grant(place& p, connection_id connection, time_point now, actions& todo) {
    ++p.in_use;
    change_line(p, [&](waiting_line& line) {
        const auto served = line.pop(now);
        count_wait(p.counts, served);
        todo.push_back({kind::grant, records_[connection].origin, served.who, connection});
    });
}

void pool_state::start_opening(origin_id to, actions& todo) {
    ++places_[to].opening;
    ++total_;
    change_line(places_[to], [](waiting_line&) {});
    todo.push_back({kind::open, to, 0, 0});
}

// Opens connections for calls in line as long as there is room or room can be made.
void pool_state::serve_lines(actions& todo) {
    while (const auto next = longest_in_line()) {
        if (total_ >= limits_.max_connections && !make_room(todo)) return;
        start_opening(*next, todo);
    }
}

std::optional<pool_state::origin_id> pool_state::longest_in_line() const noexcept {
    if (in_line_ == 0) return std::nullopt;
    std::optional<origin_id> found;
    ticket earliest = std::numeric_limits<ticket>::max();
    for (origin_id o = 0; o < places_.size(); ++o) {
        const place& p = places_[o];
        if (p.line.in_line() == 0 || p.held() >= limits_.max_per_origin) continue;
        if (p.line.first_in_line() >= earliest) continue;
        earliest = p.line.first_in_line();
        found = o;
    }
    return found;
}

// Whether a returned connection of `p`, which has waiting calls, must be closed to make room for another
// origin. The connection is not counted in `p` at this time.
bool pool_state::gives_way(const place& p) const noexcept {
    if (p.line.empty()) return false;
    const auto next = longest_in_line();
    if (!next || &places_[*next] == &p) return false;
    const place& other = places_[*next];
    if (other.line.first_in_line() > p.line.first()) return false;
    return other.held() == 0 || other.held() + 1 <= p.held();
}

// Closes the connection that has been idle longest. Returns false if none is idle.
bool pool_state::make_room(actions& todo) {
    place* oldest = nullptr;
    for (place& p : places_) {
        if (p.idle.empty()) continue;
        if (!oldest || p.idle.front().since < oldest->idle.front().since) oldest = &p;
    }
    if (oldest) close_oldest(*oldest, 1, close_reason::made_room, todo);
    return oldest != nullptr;
}

// --- the end of connections ---

void pool_state::close_expired(time_point now, actions& todo) {
    if (now < next_expiry_) return;
    next_expiry_ = time_point::max();
    const auto expired = [&](const idle_connection& c) { return now - c.since >= limits_.idle_timeout; };
    for (place& p : places_) {
        const auto fresh = std::ranges::find_if_not(p.idle, expired);  // the oldest come first
        close_oldest(p, static_cast<std::size_t>(fresh - p.idle.begin()), close_reason::idle, todo);
        if (!p.idle.empty())
            next_expiry_ = std::min(next_expiry_, p.idle.front().since + limits_.idle_timeout);
    }
}

void pool_state::close_oldest(place& p, std::size_t count, close_reason why, actions& todo) {
    const auto end = p.idle.begin() + static_cast<std::ptrdiff_t>(count);
    for (auto at = p.idle.begin(); at != end; ++at) close(at->id, why, todo);
    p.idle.erase(p.idle.begin(), end);
}

void pool_state::close(connection_id connection, close_reason why, actions& todo) {
    todo.push_back({kind::close, records_[connection].origin, 0, connection});
    forget(connection, why);
}

void pool_state::forget(connection_id connection, close_reason why) {
    ++counter_of(places_[records_[connection].origin].counts.closed, why);
    free_ids_.push_back(connection);
    --total_;
}

pool_state::connection_id pool_state::remember(origin_id to, time_point now, double jitter) {
    if (free_ids_.empty()) {
        free_ids_.push_back(records_.size());
        records_.emplace_back();
    }
    const connection_id id = free_ids_.back();
    free_ids_.pop_back();
    const bool ages = limits_.max_age > milliseconds::zero();
    records_[id] = {to, ages ? now + varied(limits_.max_age, jitter) : time_point::max()};
    return id;
}

}  // namespace dynaco::transport
