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

/// One accepted connection, plain or TLS, which knows how to end badly.
///
/// A read loop of its own takes in whatever arrives, so that every wait ends when the peer goes away. At most
/// one coroutine besides that loop uses the link, on the executor of its socket.
class link {
 public:
    using clock = std::chrono::steady_clock;

    link(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

    /// Starts the read loop, which keeps `owner` alive.
    void start_reading(std::shared_ptr<void> owner);
    /// Makes the link a TLS one; false if the client did not like it.
    [[nodiscard]] boost::asio::awaitable<bool> handshake();
    /// Writes all bytes; false if the connection broke.
    [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view bytes);
    /// Waits until something was read, the link is over, or `wake()` was called.
    [[nodiscard]] boost::asio::awaitable<void> change();
    /// Waits for a time; false, and earlier, if the link is over.
    [[nodiscard]] boost::asio::awaitable<bool> pause(clock::duration time);

    /// Ends in order: TLS close_notify if asked for, FIN.
    [[nodiscard]] boost::asio::awaitable<void> finish(bool close_notify);
    /// FIN now, but goes on reading until the peer closes: unread bytes would turn the FIN into an RST.
    [[nodiscard]] boost::asio::awaitable<void> finish_unread();
    /// RST once all written bytes have left.
    [[nodiscard]] boost::asio::awaitable<void> reset();
    void close();

    /// Makes the user of the link see it as over, who then ends it in order; breaks off a write or handshake.
    void hang_up();
    void wake();

    /// What was read and not yet used.
    [[nodiscard]] std::string& input() noexcept { return input_; }
    /// True once the peer has closed or `hang_up` was called.
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
