#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace dynaco::transport {

using tls_stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// Shakes hands with `to` over a connected socket, resuming a session if there is one to resume. Fails with
/// errc::certificate_rejected or errc::tls_failed. Has no time limit of its own.
awaitable<result<tls_stream>> shake_hands(boost::asio::ip::tcp::socket socket, const origin& to,
                                          boost::asio::ssl::context& context);

/// Whether the handshake resumed an earlier session.
[[nodiscard]] bool is_resumed(tls_stream& stream) noexcept;

/// Whether an error is the peer's refusal of the handshake (a fatal alert of RFC 8446 §6.2). In TLS 1.3 it
/// may come after the client's side of the handshake has ended, in place of the first reply: "certificate
/// required". The peer has then read nothing of a request.
[[nodiscard]] bool is_handshake_refusal(const boost::system::error_code& ec) noexcept;

/// From now on, OpenSSL overwrites its own copy of what was read (where it knows how: 3.0 and newer).
void cleanse_what_is_read(tls_stream& stream) noexcept;

/// Whether an idle connection is as it must be: open, and nothing came that nobody asked for. Takes in
/// TLS 1.3's session tickets, which come unasked. Does not block.
[[nodiscard]] bool is_quiet(tls_stream& stream) noexcept;
[[nodiscard]] bool is_quiet(boost::asio::ip::tcp::socket& socket) noexcept;

/// Tells the peer that no more will come (close_notify), unless that would block.
void say_goodbye(tls_stream& stream) noexcept;
inline void say_goodbye(boost::asio::ip::tcp::socket&) noexcept {}

}  // namespace dynaco::transport
