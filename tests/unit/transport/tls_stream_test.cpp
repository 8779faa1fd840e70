#include "transport/tls_stream.hpp"

#include "support/fault_server/temporary_file.hpp"
#include "support/fault_server/tls_server_context.hpp"
#include "unit/transport/opening_bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>

namespace dynaco::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// A TLS server for one client, in the client's own context: says something unasked, if told so, and
/// remembers how the client went.
class TlsStream : public testing::Test {
 protected:
    asio::awaitable<void> serve(std::string greeting) {
        asio::ssl::stream<tcp::socket> stream(b.io, context);
        co_await acceptor.async_accept(stream.next_layer(), asio::use_awaitable);
        co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
        if (!greeting.empty())
            co_await asio::async_write(stream, asio::buffer(greeting), asio::use_awaitable);
        std::array<char, 64> space{};
        error_code ec;
        while (!ec)
            co_await stream.async_read_some(asio::buffer(space),
                                            asio::redirect_error(asio::use_awaitable, ec));
        ending = ec;
    }
    auto connect(std::string greeting = {}) {
        b.trust(authority_file.path());
        b.resolve_to({{acceptor.local_endpoint()}});
        asio::co_spawn(b.io, serve(std::move(greeting)), asio::detached);
        return b.open();
    }
    void wait_for_ending() {
        run_until(b.io, [this] { return ending.has_value(); });
    }

    certificate_authority authority{};
    temporary_file authority_file{authority.pem()};
    asio::ssl::context context = tls_server_context(authority, {});
    opening_bench b{endpoint_list{}, {.tls = true, .host = "localhost", .port = 443}};
    tcp::acceptor acceptor{b.io, loopback(0)};
    std::optional<error_code> ending{};
};

TEST_F(TlsStream, SaysGoodbye) {
    auto c = connect();
    ASSERT_TRUE(c) << c.error().text();
    c->reset();
    wait_for_ending();
    EXPECT_EQ(*ending, asio::error::eof) << ending->message() << " – close_notify came before the FIN";
}

TEST_F(TlsStream, SaysNothingToAServerThatIsNotUnderstood) {
    auto c = connect("gibberish\r\n\r\n");
    ASSERT_TRUE(c) << c.error().text();
    const auto until = std::chrono::steady_clock::now() + seconds(5);
    EXPECT_FALSE(run(b.io, (**c).exchange("x", "", until)).reply);
    c->reset();
    wait_for_ending();
    EXPECT_NE(*ending, asio::error::eof) << ending->message();
}

// --- idle connections ---

TEST_F(TlsStream, UnaskedWordsAreNotQuiet) {
    auto c = connect("unasked");
    ASSERT_TRUE(c) << c.error().text();
    const auto end = std::chrono::steady_clock::now() + seconds(5);
    bool alive = true;  // until the words have come, after the tickets
    while (alive && std::chrono::steady_clock::now() < end) {
        b.settle();
        alive = (**c).looks_alive();
    }
    EXPECT_FALSE(alive);
}

TEST(IdleTlsStream, TicketsAreTakenInAndTheConnectionIsAlive) {
    const fault_server server{{.protocol = tls_protocol::only_1_3}};
    opening_bench b(server);
    const auto unused = b.open();
    ASSERT_TRUE(unused) << unused.error().text();
    bool resumed = false;
    const auto end = std::chrono::steady_clock::now() + seconds(5);
    while (!resumed && std::chrono::steady_clock::now() < end) {
        ASSERT_TRUE((**unused).looks_alive());
        const auto next = b.open();
        resumed = next && (**next).resumed;
    }
    EXPECT_TRUE(resumed) << "with a ticket that came to the unused connection";
    EXPECT_EQ(b.ask(unused), "{}");
    EXPECT_TRUE((**unused).looks_alive());
}

TEST(IdleTlsStream, ClosedByTheServer) {
    for (const tls_protocol version : {tls_protocol::only_1_2, tls_protocol::only_1_3}) {
        fault_server server{{.protocol = version}};
        opening_bench b(server);
        const auto unused = b.open();
        const auto used = b.open();
        EXPECT_EQ(b.ask(used), "{}");
        EXPECT_TRUE((**unused).looks_alive());
        EXPECT_TRUE((**used).looks_alive());
        server.close_all_connections();
        EXPECT_FALSE((**unused).looks_alive());
        EXPECT_FALSE((**used).looks_alive());
    }
}

}  // namespace
}  // namespace dynaco::test
