#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dynaco {

/// Why connections were closed, and how many.
struct closed_connections {
    std::uint64_t idle = 0;       ///< Idle for `client_options::idle_timeout`.
    std::uint64_t age = 0;        ///< Older than `client_options::max_connection_age`.
    std::uint64_t by_server = 0;  ///< Closed by the server while idle. Many: lower `idle_timeout`.
    std::uint64_t broken = 0;     ///< A request failed on it: lost, timed out, cancelled.
    std::uint64_t unfit = 0;      ///< After a reply: "Connection: close", wrong checksum, bytes left over.
    std::uint64_t made_room = 0;  ///< For a connection to another endpoint. Many: raise `max_connections`.
    std::uint64_t drained = 0;    ///< By `close`, `shutdown` or `close_idle_connections`.

    [[nodiscard]] std::uint64_t total() const noexcept {
        return idle + age + by_server + broken + unfit + made_room + drained;
    }
    friend bool operator==(const closed_connections&, const closed_connections&) = default;
};

/// What becomes of connections: to one endpoint, or to all of a client's.
struct connection_statistics {
    // Now.
    std::size_t idle = 0;     ///< Open, and free for the next call.
    std::size_t in_use = 0;   ///< Open, and lent to a call.
    std::size_t opening = 0;  ///< On the way: DNS, TCP, TLS.
    std::size_t waiting = 0;  ///< Calls that wait for a connection.

    // Since the client was made.
    std::uint64_t opened = 0;
    std::uint64_t reused = 0;           ///< Times that a call got a connection that was there already.
    std::uint64_t resumed = 0;          ///< Of those opened: with the TLS session of an earlier one.
    std::uint64_t failed_openings = 0;  ///< Connections that could not be opened.
    closed_connections closed{};
    std::uint64_t waits = 0;                   ///< Calls that had to wait: for their turn, or for an opening.
    std::uint64_t timed_out_waits = 0;         ///< Of those: until `pool_timeout` or their deadline.
    std::uint64_t refused_waits = 0;           ///< Calls refused with errc::too_many_waiting.
    std::chrono::microseconds wait_time{};     ///< Of all waits that have ended.
    std::chrono::microseconds longest_wait{};  ///< Of those.

    [[nodiscard]] std::size_t open() const noexcept { return idle + in_use; }
    /// Adds another endpoint's.
    connection_statistics& operator+=(const connection_statistics& other) noexcept;
    friend bool operator==(const connection_statistics&, const connection_statistics&) = default;
};

}  // namespace dynaco
