#pragma once

#include "support/fault_server/event_log.hpp"
#include "support/fault_server/link.hpp"
#include "support/fault_server/reply/reply_player.hpp"
#include "support/fault_server/script_queue.hpp"
#include "support/fault_server/tls/tls_options.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <cstddef>
#include <memory>
#include <optional>

namespace dynaco::test {

/// The objects that all sessions of a server share. They outlive the sessions.
struct session_context {
    script_queue script;
    event_log log;
    std::optional<boost::asio::ssl::context> tls;
    tls_handshake handshake = tls_handshake::proper;
};

/// Serves one connection until either side closes it. Used only on the server's thread.
class session : public std::enable_shared_from_this<session> {
 public:
    session(boost::asio::ip::tcp::socket socket, session_context& context, std::size_t number);

    /// Serves the connection to its end and closes the socket.
    [[nodiscard]] boost::asio::awaitable<void> run();

    void release() { player_.release(); }
    void hang_up() { link_.hang_up(); }
    void close() { link_.close(); }

 private:
    [[nodiscard]] boost::asio::awaitable<bool> open();
    [[nodiscard]] boost::asio::awaitable<bool> refuse(const reply_parts& parts);
    [[nodiscard]] boost::asio::awaitable<bool> spoil_handshake();
    [[nodiscard]] boost::asio::awaitable<bool> serve_one();
    [[nodiscard]] boost::asio::awaitable<bool> input_begins();
    [[nodiscard]] boost::asio::awaitable<std::optional<received_request>> next_request();
    [[nodiscard]] std::optional<received_request> take_or_reject();

    session_context& context_;
    link link_;
    reply_player player_;
    std::size_t number_;
    std::size_t served_ = 0;
    bool rejected_ = false;
};

}  // namespace dynaco::test
