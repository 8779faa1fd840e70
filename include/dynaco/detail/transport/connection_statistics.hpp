#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dynaco {

/// The numbers of closed connections, by the reason for closing them.
struct closed_connections {
    std::uint64_t idle = 0;  ///< Not used for `client_options::idle_timeout`.
    std::uint64_t age = 0;   ///< Older than `client_options::max_connection_age`.
    /// Closed by the server while idle. If there are many: lower `idle_timeout`.
    std::uint64_t by_server = 0;
    std::uint64_t broken = 0;  ///< Closed because an exchange failed: lost, timed out or cancelled.
    std::uint64_t unfit = 0;   ///< Closed after "Connection: close", a wrong checksum or extra bytes.
    /// Closed to make room for a connection to another endpoint. If there are many: raise `max_connections`.
    std::uint64_t made_room = 0;
    std::uint64_t drained = 0;  ///< Closed by `close`, `shutdown` or `close_idle_connections`.

    /// The number of all closed connections.
    [[nodiscard]] std::uint64_t total() const noexcept {
        return idle + age + by_server + broken + unfit + made_room + drained;
    }
    /// True if all numbers are equal.
    friend bool operator==(const closed_connections&, const closed_connections&) = default;
};

/// The statistics of the connections to one endpoint, or of all connections of a client
/// (`client::connections`). The first four numbers are the current state; the others count since the client
/// was made.
struct connection_statistics {
    std::size_t idle = 0;     ///< Open connections that no call uses.
    std::size_t in_use = 0;   ///< Open connections that a call uses.
    std::size_t opening = 0;  ///< Connections that are being opened: DNS, TCP, TLS.
    std::size_t waiting = 0;  ///< Calls that wait for a connection.

    std::uint64_t opened = 0;           ///< Connections that were opened.
    std::uint64_t reused = 0;           ///< How often an attempt got an existing connection.
    std::uint64_t resumed = 0;          ///< Opened connections that continued an earlier TLS session.
    std::uint64_t failed_openings = 0;  ///< Connections that could not be opened.
    closed_connections closed{};        ///< Closed connections, by reason.
    /// Calls that had to wait: for a free connection, or for a new one to be opened.
    std::uint64_t waits = 0;
    std::uint64_t timed_out_waits = 0;      ///< Waiting calls that ended at `pool_timeout` or their deadline.
    std::uint64_t refused_waits = 0;        ///< Calls that failed with errc::too_many_waiting.
    std::chrono::microseconds wait_time{};  ///< The sum of the times of all waits that have ended.
    std::chrono::microseconds longest_wait{};  ///< The longest wait that has ended.

    /// The number of open connections.
    [[nodiscard]] std::size_t open() const noexcept { return idle + in_use; }
    /// Adds the statistics of another endpoint. `longest_wait` becomes the longer of both.
    connection_statistics& operator+=(const connection_statistics& other) noexcept;
    /// True if all numbers are equal.
    friend bool operator==(const connection_statistics&, const connection_statistics&) = default;
};

}  // namespace dynaco
