#include "transport/pool_state.hpp"

#include <algorithm>

namespace dynaco::transport {

using kind = pool_state::action::kind;

std::optional<pool_state::connection_id> pool_state::take_idle(time_point now, actions& todo) {
    // Never past those who wait already.
    if (!waiting_.empty() || idle_.empty()) return std::nullopt;
    const auto expired = [this, now](const idle_connection& c) {
        return now - c.since >= limits_.idle_timeout;
    };
    const auto fresh = std::ranges::find_if_not(idle_, expired);  // the oldest come first
    for (auto at = idle_.begin(); at != fresh; ++at) todo.push_back({kind::close, 0, at->id});
    idle_.erase(idle_.begin(), fresh);
    if (idle_.empty()) return std::nullopt;
    const connection_id id = idle_.back().id;
    idle_.pop_back();
    ++in_use_;
    return id;
}

pool_state::ticket pool_state::wait(actions& todo) {
    const ticket mine = next_ticket_++;
    waiting_.push_back(mine);
    open_for_waiters(todo);
    return mine;
}

void pool_state::abandon(ticket waiter) noexcept { std::erase(waiting_, waiter); }

void pool_state::opened(connection_id connection, time_point now, actions& todo) {
    --opening_;
    give(connection, now, todo);
}

void pool_state::open_failed(actions& todo) {
    --opening_;
    if (!waiting_.empty()) {
        todo.push_back({kind::fail, waiting_.front(), 0});
        waiting_.pop_front();
    }
    open_for_waiters(todo);
}

void pool_state::released(connection_id connection, time_point now, actions& todo) {
    --in_use_;
    give(connection, now, todo);
}

void pool_state::lost(actions& todo) {
    --in_use_;
    open_for_waiters(todo);
}

void pool_state::drop_idle(actions& todo) {
    for (const idle_connection& c : idle_) todo.push_back({kind::close, 0, c.id});
    idle_.clear();
    open_for_waiters(todo);
}

void pool_state::give(connection_id connection, time_point now, actions& todo) {
    if (waiting_.empty()) {
        idle_.push_back({connection, now});
        return;
    }
    ++in_use_;
    todo.push_back({kind::grant, waiting_.front(), connection});
    waiting_.pop_front();
}

void pool_state::open_for_waiters(actions& todo) {
    while (opening_ < waiting_.size() && total() < limits_.max_connections) {
        ++opening_;
        todo.push_back({kind::open, 0, 0});
    }
}

}  // namespace dynaco::transport
