#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace dynaco::transport {

using tls_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// Does the TLS handshake with `to` over a connected socket, and resumes a session if there is one. Fails
/// with errc::certificate_rejected or errc::tls_failed. Has no timeout.
awaitable<result<tls_stream>> shake_hands(boost::asio::ip::tcp::socket socket, const origin& to,
                                          boost::asio::ssl::context& context);

/// Whether the handshake resumed an earlier session.
[[nodiscard]] bool is_resumed(tls_stream& stream) noexcept;

/// Whether an error means that the peer rejected the handshake (a fatal alert of RFC 8446 §6.2). In TLS 1.3
/// the alert, such as "certificate required", may arrive after the client has finished its handshake, instead
/// of the first response. In this case the peer has not read the request.
[[nodiscard]] bool is_handshake_refusal(const boost::system::error_code& ec) noexcept;

/// Makes OpenSSL overwrite its own copy of the bytes that were read. Needs OpenSSL 3.0 or newer.
void cleanse_what_is_read(tls_stream& stream) noexcept;

/// Whether an idle connection is open and has no unexpected bytes. Processes TLS 1.3 session tickets, which
/// may arrive at any time. Does not block.
[[nodiscard]] bool is_quiet(tls_stream& stream) noexcept;
[[nodiscard]] bool is_quiet(boost::asio::ip::tcp::socket& socket) noexcept;

/// Sends close_notify to the peer, unless that would block.
void say_goodbye(tls_stream& stream) noexcept;
inline void say_goodbye(boost::asio::ip::tcp::socket&) noexcept {}

}  // namespace dynaco::transport
