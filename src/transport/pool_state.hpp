#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace dynaco::transport {

struct pool_limits {
    std::size_t max_connections = 64;
    std::chrono::milliseconds idle_timeout{50'000};  ///< Below DynamoDB's own, about 60 s.
};

/// Decides who gets which connection of one origin. Pure: the driver opens, closes and wakes as it is told.
///
/// Rules: the connection used last is used next; who has waited longest is served first; as many connections
/// are being opened as calls wait for, within the limit; one that fails to open fails the call that has
/// waited longest.
class pool_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using connection_id = std::uint64_t;
    using ticket = std::uint64_t;

    /// What the driver is to do, in order.
    struct action {
        enum class kind {
            open,   ///< Start to open a connection.
            grant,  ///< Give `connection` to the call that waits with `waiter`.
            fail,   ///< Fail the call that waits with `waiter`: a connection could not be opened.
            close,  ///< Close `connection`.
        };
        kind what;
        ticket waiter = 0;
        connection_id connection = 0;
    };
    using actions = std::vector<action>;

    explicit pool_state(pool_limits limits) noexcept : limits_(limits) {}

    /// An idle connection to use now, if there is one. Those idle for too long are closed.
    std::optional<connection_id> take_idle(time_point now, actions& todo);
    /// Lines up for a connection.
    ticket wait(actions& todo);
    /// The call that waits with `waiter` has given up.
    void abandon(ticket waiter) noexcept;
    /// A connection was opened.
    void opened(connection_id connection, time_point now, actions& todo);
    /// A connection could not be opened.
    void open_failed(actions& todo);
    /// A connection comes back that can be used again.
    void released(connection_id connection, time_point now, actions& todo);
    /// A connection in use is gone.
    void lost(actions& todo);
    /// Closes all idle connections.
    void drop_idle(actions& todo);

    [[nodiscard]] std::size_t idle() const noexcept { return idle_.size(); }
    [[nodiscard]] std::size_t in_use() const noexcept { return in_use_; }
    [[nodiscard]] std::size_t opening() const noexcept { return opening_; }
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }

 private:
    struct idle_connection {
        connection_id id;
        time_point since;
    };

    void give(connection_id connection, time_point now, actions& todo);
    void open_for_waiters(actions& todo);
    [[nodiscard]] std::size_t total() const noexcept { return idle_.size() + in_use_ + opening_; }

    pool_limits limits_;
    std::vector<idle_connection> idle_;  // the one used last at the back
    std::deque<ticket> waiting_;
    std::size_t in_use_ = 0;
    std::size_t opening_ = 0;
    ticket next_ticket_ = 1;
};

}  // namespace dynaco::transport
