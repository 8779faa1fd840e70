#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <vector>

namespace dynaco::transport {

/// Returns the order in which to try the addresses of a host (RFC 8305 §4). IPv6 and IPv4 addresses
/// alternate, beginning with the family of the first resolved address. Within a family, `turn` (the number of
/// the connection) selects the first address, so that connections are spread over all addresses. Repeated
/// addresses are left out.
[[nodiscard]] std::vector<boost::asio::ip::tcp::endpoint> address_plan(
    const std::vector<boost::asio::ip::tcp::endpoint>& resolved, std::size_t turn);

}  // namespace dynaco::transport
