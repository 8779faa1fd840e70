#include "transport/http/exchange.hpp"

#include "transport/http/connection.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace dynaco::transport::exchange_test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::string_view response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

/// A connection, its peer, and one exchange over it.
class exchange_with_peer {
 public:
    explicit exchange_with_peer(asio::io_context& io) : peer_(io) {
        tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
        tcp::socket socket(io);
        socket.connect(acceptor.local_endpoint());
        acceptor.accept(peer_);
        connection_.emplace(std::move(socket), watchdog::make(io.get_executor()), std::size_t{1} << 20);
        asio::co_spawn(io,
                       connection_->exchange("POST / HTTP/1.1\r\n\r\n", "",
                                             std::chrono::steady_clock::now() + std::chrono::hours(1)),
                       asio::bind_cancellation_slot(
                           signal_.slot(),
                           [this, kept = handler](const std::exception_ptr& thrown, exchange_result got) {
                               threw = thrown != nullptr;
                               result.emplace(std::move(got));
                           }));
        io.run_one();  // writes the request
    }

    void respond() { asio::write(peer_, asio::buffer(response)); }
    void cancel() { signal_.emit(asio::cancellation_type::terminal); }
    [[nodiscard]] bool was_canceled() const {
        return threw || (result && !result->reply && result->reply.error().cause() == errc::canceled);
    }

    std::optional<exchange_result> result{};
    bool threw = false;
    const std::shared_ptr<int> handler = std::make_shared<int>();  // also in the exchange's handler

 private:
    tcp::socket peer_;
    std::optional<http_connection<tcp::socket>> connection_{};
    asio::cancellation_signal signal_{};
};

// While a thread uses several connections, a read begins after the handlers that are ready.
TEST(Exchange, ReadsAResponseThatArrivesBeforeItsReadBegins) {
    asio::io_context io;
    exchange_with_peer first(io);
    exchange_with_peer second(io);
    second.respond();
    first.respond();
    io.run();
    for (const exchange_with_peer* each : {&first, &second}) {
        ASSERT_TRUE(each->result);
        ASSERT_TRUE(each->result->reply) << each->result->reply.error().text();
        EXPECT_EQ(each->result->reply->body, "{}");
    }
}

TEST(Exchange, CanBeCanceledBeforeItsReadBegins) {
    asio::io_context io;
    exchange_with_peer first(io);
    exchange_with_peer second(io);
    second.cancel();
    first.respond();
    io.run();
    EXPECT_TRUE(second.was_canceled());
    ASSERT_TRUE(first.result && first.result->reply);
}

TEST(Exchange, EndsWithItsContextBeforeItsReadBegins) {
    std::weak_ptr<int> handler;
    {
        asio::io_context io;
        const exchange_with_peer first(io);
        const exchange_with_peer second(io);
        handler = second.handler;
    }
    EXPECT_TRUE(handler.expired());
}

}  // namespace
}  // namespace dynaco::transport::exchange_test
