#pragma once

#include "support/fault_server/fault_server.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// Where the client sends its requests.
enum class place {
    server,
    tls_server,
    unresolvable,      ///< a name that cannot be resolved
    refusing,          ///< a port that nobody listens on
    unconnectable,     ///< a port that does not answer a connect
    deaf,              ///< a port that accepts, reads nothing and says nothing
    tls_plain_server,  ///< TLS to a server that does not speak it
};

/// How long the client waits before it repeats the request; with the default policy, jitter between none and
/// all of it.
enum class repeated {
    no,
    soon,      ///< 25 ms, doubled each time
    later,     ///< 1 s, doubled each time
    as_asked,  ///< as `x-amz-retry-after` says
};

enum class connection_is { kept, closed, none };

/// Spoils the service's reply, or makes another.
using spoiler = reply (*)(const reply& good);

/// A fault and what is to come of it: one row of the table in docs/reliability.md, one test of the matrix.
struct fault_row {
    std::string_view name;  ///< as the table has it
    place where = place::server;
    tls_options tls{};
    spoiler spoil = nullptr;  ///< nullptr: the way itself is the fault
    bool applied = false;     ///< the service has done what it was asked to when the fault strikes
    bool waits = false;       ///< a time limit ends it

    repeated again = repeated::no;
    connection_is connection = connection_is::kept;
    errc read_told{};   ///< what a read ends with if it goes on like this; none: it succeeds
    errc write_told{};  ///< the same for a write
    errc or_told{};     ///< what both may end with instead, where it depends on who is faster

    [[nodiscard]] bool harmless() const noexcept { return read_told == errc{} && write_told == errc{}; }
    /// Whether it can strike once: a way that is broken stays so.
    [[nodiscard]] bool passes() const noexcept { return spoil && where != place::tls_plain_server; }
};

/// Rows of one kind, under one heading.
struct fault_part {
    std::string_view heading;
    std::vector<fault_row> rows;
};

fault_part broken_ways();
fault_part broken_handshakes();
fault_part lost_connections();
fault_part stalls();
fault_part odd_framing();
fault_part odd_contents();
fault_part refusals();
fault_part server_failures();

/// All of them, in the table's order.
[[nodiscard]] inline std::vector<fault_part> all_faults() {
    return {broken_ways(), broken_handshakes(), lost_connections(), stalls(),
            odd_framing(), odd_contents(),      server_failures(),  refusals()};
}

/// Bytes of a reply, head and body.
[[nodiscard]] std::size_t bytes_of(const reply& whole);
/// Bytes of its head.
[[nodiscard]] std::size_t head_of(const reply& whole);

}  // namespace dynaco::test
