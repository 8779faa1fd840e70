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
    unresolvable,      ///< a host name that cannot be resolved
    refusing,          ///< a port that refuses connections
    unconnectable,     ///< a port that does not answer the TCP handshake
    deaf,              ///< a port that accepts connections, but reads and sends nothing
    tls_plain_server,  ///< TLS to a server that does not use TLS
};

/// The longest backoff before the client's first retry, with the default policy. The backoff is a random part
/// of it.
enum class repeated {
    no,
    soon,      ///< 25 ms, doubled each time
    later,     ///< 1 s, doubled each time
    as_asked,  ///< set by the header `x-amz-retry-after`
};

enum class connection_is { kept, closed, none };

/// Changes the service's reply into a faulty one, or makes another reply.
using spoiler = reply (*)(const reply& good);

/// A fault and its expected effects: one row of the table in docs/reliability.md, one test of the matrix.
struct fault_row {
    std::string_view name;  ///< the text in the table
    place where = place::server;
    tls_options tls{};
    spoiler spoil = nullptr;  ///< nullptr: `where` itself is the fault
    bool applied = false;     ///< the service executes the request before the fault
    bool waits = false;       ///< a timeout ends the attempt

    repeated again = repeated::no;
    connection_is connection = connection_is::kept;
    errc read_told{};   ///< the error of a read if all attempts meet the fault; errc{}: it succeeds
    errc write_told{};  ///< the error of a write if all attempts meet the fault; errc{}: it succeeds
    errc or_told{};     ///< another possible error of both, if the error depends on timing

    [[nodiscard]] bool harmless() const noexcept { return read_told == errc{} && write_told == errc{}; }
    /// Whether the fault can affect only one attempt. An unreachable place affects all.
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

/// All faults, in the order of the table.
[[nodiscard]] inline std::vector<fault_part> all_faults() {
    return {broken_ways(), broken_handshakes(), lost_connections(), stalls(),
            odd_framing(), odd_contents(),      server_failures(),  refusals()};
}

/// The number of bytes of a reply: head and body.
[[nodiscard]] std::size_t bytes_of(const reply& whole);
/// The number of bytes of the head of a reply.
[[nodiscard]] std::size_t head_of(const reply& whole);

}  // namespace dynaco::test
