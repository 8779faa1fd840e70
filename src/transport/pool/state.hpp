#pragma once

#include "transport/close_reason.hpp"
#include "transport/pool/waiting_line.hpp"

#include <dynaco/detail/transport/connection_statistics.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace dynaco::transport {

struct pool_limits {
    std::size_t max_connections = 64;  ///< The limit of connections to all origins together.
    std::size_t max_per_origin = 64;
    /// The limit of waiting calls, except those for which a connection is being opened.
    std::size_t max_waiting = 100'000;
    /// Above this number, the oldest origins without connections are forgotten.
    std::size_t max_origins = 64;
    std::chrono::milliseconds idle_timeout{50'000};  ///< Less than DynamoDB's idle timeout of about 60 s.
    std::chrono::milliseconds max_age{600'000};      ///< Varied by ±10 %; zero: unlimited.
};

/// Decides which call gets which connection of a client. Pure: the driver performs the actions and reports
/// events.
///
/// Within one origin, the connection that was used last is used next, and the call that has waited longest is
/// served first. Within the limits, as many connections are opened as calls wait. If one fails to open, the
/// call that has waited longest fails, unless another connection is being opened for it.
///
/// Between origins, when the total is reached: a waiting call makes room by closing an idle connection of
/// another origin, the oldest first. It also gets the room of a connection that was closed. A connection that
/// its own origin needs is closed only for a call that has waited longer and whose origin has no connection,
/// or at least two fewer. Strict order would close and open connections all the time.
class pool_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using origin_id = std::size_t;
    using connection_id = std::size_t;  ///< Small; reused after the connection is closed.
    using ticket = waiting_line::ticket;

    /// An action for the driver. Actions are performed in order.
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

    /// Returns an id for a new origin: the next number, or the id of a forgotten origin, which has no
    /// connections and no waiting calls. Every decision looks at all origins.
    origin_id add_origin();

    /// Takes an idle connection, if there is one.
    std::optional<connection_id> take_idle(origin_id to, time_point now, actions& todo);
    /// Lets a call wait for a connection. Returns nothing if too many calls wait already.
    std::optional<ticket> wait(origin_id to, time_point now, actions& todo);
    /// Ends the wait of the call with the ticket `waiter`. Does nothing if it does not wait any more.
    void abandon(origin_id to, ticket waiter, time_point now, bool timed_out) noexcept;
    /// Opens connections before they are needed, until `count` are free or the limits are reached.
    void prepare(origin_id to, std::size_t count, time_point now, actions& todo);

    /// Reports that a connection was opened. `jitter` in [0, 1) varies its age.
    connection_id opened(origin_id to, time_point now, double jitter, actions& todo);
    /// Reports that a connection could not be opened.
    void open_failed(origin_id to, time_point now, actions& todo);
    /// Reports that a lent connection was returned and can be used again.
    void released(connection_id connection, time_point now, actions& todo);
    /// Reports that a lent connection was closed.
    void lost(connection_id connection, close_reason why, time_point now, actions& todo);
    /// Closes all idle connections of one origin, or of all origins.
    void drop_idle(origin_id to, close_reason why, actions& todo);
    void drop_idle(close_reason why, actions& todo);

    void count_resumed(origin_id to) noexcept { ++places_[to].counts.resumed; }
    /// Counts uses of a connection that was not returned in between.
    void count_reuses(connection_id connection, std::uint64_t uses) noexcept {
        places_[records_[connection].origin].counts.reused += uses;
    }
    /// When the connection is too old to be lent.
    [[nodiscard]] time_point retires(connection_id connection) const { return records_[connection].retires; }
    [[nodiscard]] connection_statistics statistics(origin_id of) const;
    /// The statistics of all forgotten origins together.
    [[nodiscard]] const connection_statistics& forgotten() const noexcept { return forgotten_; }

 private:
    struct idle_connection {
        connection_id id;
        time_point since;
    };
    // The connections and calls of one origin.
    struct place {
        std::vector<idle_connection> idle{};  // the one used last is at the back
        waiting_line line{};
        std::size_t in_use = 0;
        std::size_t opening = 0;
        std::uint64_t used = 0;
        connection_statistics counts{};  // totals; the current numbers are above

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
    std::size_t total_ = 0;                       // connections, including those being opened
    std::size_t in_line_ = 0;                     // waiting calls for which no connection is being opened
    time_point next_expiry_ = time_point::max();  // no idle connection expires before this time
    ticket next_ticket_ = 1;
    std::uint64_t uses_ = 0;
    connection_statistics forgotten_{};
};

}  // namespace dynaco::transport
