#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::test {

/// An accepted connection, with or without TLS, that can be closed in several faulty ways.
///
/// A read loop reads everything that arrives, so that every wait ends when the peer closes. Besides this
/// loop, at most one coroutine may use the link, on the executor of its socket.
class link {
 public:
    using clock = std::chrono::steady_clock;

    link(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

    /// Starts the read loop, which keeps `owner` alive.
    void start_reading(std::shared_ptr<void> owner);
    /// Does the TLS handshake; returns false if it fails.
    [[nodiscard]] boost::asio::awaitable<bool> handshake();
    /// Writes all bytes; returns false if the connection is lost.
    [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view bytes);
    /// Waits until bytes were read, the link is over, or `wake()` was called.
    [[nodiscard]] boost::asio::awaitable<void> change();
    /// Waits for `time`. Returns false, possibly earlier, if the link is over.
    [[nodiscard]] boost::asio::awaitable<bool> pause(clock::duration time);

    /// Closes without a reset: sends a TLS close_notify if `close_notify`, then a FIN.
    [[nodiscard]] boost::asio::awaitable<void> finish(bool close_notify);
    /// Sends a FIN and reads until the peer closes: with unread bytes, the kernel would send an RST instead.
    [[nodiscard]] boost::asio::awaitable<void> finish_unread();
    /// Sends an RST after all written bytes.
    [[nodiscard]] boost::asio::awaitable<void> reset();
    void close();

    /// Marks the link as over, so that its user closes it without a reset. Aborts a write or a handshake.
    void hang_up();
    void wake();

    /// The bytes that were read and not yet used.
    [[nodiscard]] std::string& input() noexcept { return input_; }
    /// True if the peer has closed or `hang_up` was called.
    [[nodiscard]] bool over() const noexcept { return over_; }
    [[nodiscard]] bool secured() const noexcept { return secured_; }

 private:
    [[nodiscard]] boost::asio::awaitable<void> read_loop(std::shared_ptr<void> owner);
    [[nodiscard]] boost::asio::awaitable<void> pause_until(clock::time_point end);
    [[nodiscard]] bool has_unsent();

    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::asio::steady_timer signal_;
    std::string input_;
    bool secured_ = false;
    bool busy_ = false;
    bool over_ = false;
};

}  // namespace dynaco::test
