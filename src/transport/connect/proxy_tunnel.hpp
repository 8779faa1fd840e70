#pragma once

#include "transport/connect/proxy.hpp"
#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <string>

namespace dynaco::transport {

/// Asks the proxy at the other end of `socket` for a tunnel to `to` (CONNECT, RFC 9110 §9.3.6) and gives
/// nothing once there is one.
///
/// Fails with errc::proxy_refused if the proxy answers anything but a success, with its status and reason, or
/// no HTTP; with errc::connect_failed if it hangs up first. Has no time limit of its own.
awaitable<std::optional<failure>> open_tunnel(boost::asio::ip::tcp::socket& socket, const origin& to,
                                              const proxy& through);

}  // namespace dynaco::transport
