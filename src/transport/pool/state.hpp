#pragma once

#include "transport/close_reason.hpp"
#include "transport/pool/waiting_line.hpp"

#include <dynaco/connection_statistics.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dynaco::transport {

struct pool_limits {
    std::size_t max_connections = 64;  ///< To all origins together.
    std::size_t max_per_origin = 64;
    std::size_t max_waiting = 100'000;  ///< In line, beyond those a connection is opened for.
    std::size_t max_origins = 64;       ///< Of those that hold nothing, the oldest are forgotten.
    std::chrono::milliseconds idle_timeout{50'000};  ///< Below DynamoDB's own, about 60 s.
    std::chrono::milliseconds max_age{600'000};      ///< Give or take a tenth; zero: none.
};

/// Decides who gets which connection of a client. Pure: the driver opens, closes and wakes as it is told.
///
/// Of one origin: the connection used last is used next; who has waited longest is served first; as many
/// connections are being opened as calls wait for, within the limits; one that fails to open fails the call
/// that has waited longest, unless another one is on its way for him.
///
/// Between origins, where the total is reached: who waits for one gets the place of another's connection that
/// is idle, the oldest first, and of one that was given up. A connection that its own origin has use for
/// gives way only to who has waited longer and whose origin has none, or fewer by at least two: strict order
/// would close and open connections all the time.
class pool_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using origin_id = std::size_t;
    using connection_id = std::size_t;  ///< Small; used again once the connection is gone.
    using ticket = waiting_line::ticket;

    /// What the driver is to do, in order.
    struct action {
        enum class kind {
            open,   ///< Start to open a connection to `origin`.
            grant,  ///< Give `connection` to the call that waits with `waiter`.
            fail,   ///< Fail the call that waits with `waiter`: a connection could not be opened.
            close,  ///< Close `connection`.
        };
        kind what;
        origin_id origin = 0;
        ticket waiter = 0;
        connection_id connection = 0;
    };
    using actions = std::vector<action>;

    explicit pool_state(const pool_limits& limits) noexcept : limits_(limits) {}

    /// A name for an origin: a new one, one more than there were, or that of one that is forgotten, since it
    /// has no connections and nobody waits for any. Every decision looks at all origins.
    origin_id add_origin();

    /// An idle connection to use now, if there is one.
    std::optional<connection_id> take_idle(origin_id to, time_point now, actions& todo);
    /// Waits for a connection; nothing if too many wait already.
    std::optional<ticket> wait(origin_id to, time_point now, actions& todo);
    /// The call that waits with `waiter` gives up; nothing happens if it does not wait any more.
    void abandon(origin_id to, ticket waiter, time_point now, bool timed_out) noexcept;
    /// Opens connections before they are needed, until `count` are free or the limits are reached.
    void prepare(origin_id to, std::size_t count, time_point now, actions& todo);

    /// A connection was opened. `jitter` in [0, 1) is for its age.
    connection_id opened(origin_id to, time_point now, double jitter, actions& todo);
    /// A connection could not be opened.
    void open_failed(origin_id to, time_point now, actions& todo);
    /// A connection comes back that can be used again.
    void released(connection_id connection, time_point now, actions& todo);
    /// A connection in use is gone.
    void lost(connection_id connection, close_reason why, time_point now, actions& todo);
    /// Closes all idle connections of one origin, of all.
    void drop_idle(origin_id to, close_reason why, actions& todo);
    void drop_idle(close_reason why, actions& todo);

    void count_resumed(origin_id to) noexcept { ++places_[to].counts.resumed; }
    [[nodiscard]] connection_statistics statistics(origin_id of) const;
    /// Of all origins that are forgotten.
    [[nodiscard]] const connection_statistics& forgotten() const noexcept { return forgotten_; }

 private:
    struct idle_connection {
        connection_id id;
        time_point since;
    };
    // All that belongs to one origin.
    struct place {
        std::vector<idle_connection> idle{};  // the one used last at the back
        waiting_line line{};
        std::size_t in_use = 0;
        std::size_t opening = 0;
        std::uint64_t used = 0;
        connection_statistics counts{};  // what happened; what is now is above

        [[nodiscard]] std::size_t held() const noexcept { return idle.size() + in_use + opening; }
        [[nodiscard]] bool vacant() const noexcept { return held() == 0 && line.empty(); }
    };
    struct record {
        origin_id origin = 0;
        time_point retires{};
    };

    template <class Change>
    void change_line(place& p, Change change);
    std::optional<connection_id> pop_idle(place& p, time_point now, actions& todo);
    void give(place& p, connection_id connection, time_point now, actions& todo);
    void grant(place& p, connection_id connection, time_point now, actions& todo);
    void start_opening(origin_id to, actions& todo);
    void serve_lines(actions& todo);
    [[nodiscard]] std::optional<origin_id> longest_in_line() const noexcept;
    [[nodiscard]] bool gives_way(const place& p) const noexcept;
    bool make_room(actions& todo);
    void close_expired(time_point now, actions& todo);
    void close_oldest(place& p, std::size_t count, close_reason why, actions& todo);
    void close(connection_id connection, close_reason why, actions& todo);
    void forget(connection_id connection, close_reason why);
    connection_id remember(origin_id to, time_point now, double jitter);

    pool_limits limits_;
    std::vector<place> places_;
    std::vector<record> records_;
    std::vector<connection_id> free_ids_;
    std::size_t total_ = 0;                       // connections there are or that are being opened
    std::size_t in_line_ = 0;                     // calls for which nothing is being opened
    time_point next_expiry_ = time_point::max();  // no idle connection expires before
    ticket next_ticket_ = 1;
    std::uint64_t uses_ = 0;
    connection_statistics forgotten_{};
};

}  // namespace dynaco::transport
