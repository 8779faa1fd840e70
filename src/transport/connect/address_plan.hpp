#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <vector>

namespace dynaco::transport {

/// The order in which to try a host's addresses (RFC 8305 §4): IPv6 and IPv4 take turns, the family that the
/// resolver named first begins. Within a family `turn`, the number of the connection, chooses the first, so
/// that connections spread over all addresses. Repeated addresses are left out.
[[nodiscard]] std::vector<boost::asio::ip::tcp::endpoint> address_plan(
    const std::vector<boost::asio::ip::tcp::endpoint>& resolved, std::size_t turn);

}  // namespace dynaco::transport
