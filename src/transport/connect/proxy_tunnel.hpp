#pragma once

#include "transport/connect/proxy.hpp"
#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <string>

namespace dynaco::transport {

/// Requests a tunnel to `to` from the proxy at the other end of `socket` (CONNECT, RFC 9110 §9.3.6). Returns
/// nothing on success.
///
/// Fails with errc::proxy_refused if the proxy responds with another status than a success (status and reason
/// are in the failure) or not with HTTP. Fails with errc::connect_failed if the proxy closes the connection.
/// Has no timeout.
awaitable<std::optional<failure>> open_tunnel(boost::asio::ip::tcp::socket& socket, const origin& to,
                                              const proxy& through);

}  // namespace dynaco::transport
