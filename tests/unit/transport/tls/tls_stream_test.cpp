#include "support/fault_server/temporary_file.hpp"
#include "support/fault_server/tls/tls_server_context.hpp"
#include "transport/tls/stream.hpp"
#include "unit/transport/opening_bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/socket.h>
#include <thread>

namespace dynaco::test::tls_stream_test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// A TLS server for one client, in the client's own context: optionally sends unrequested data, and records
/// how the client closed the connection.
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

// TLS 1.3: the client's part of the handshake is over before the server misses its certificate (RFC 8446
// §4.4.2.4).
TEST_F(TlsStream, AServerThatWantsACertificateHasReadNothing) {
    context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    auto c = connect();
    ASSERT_TRUE(c) << c.error().text();
    const auto until = std::chrono::steady_clock::now() + seconds(5);
    const exchange_result got = run(b.io, (**c).exchange("POST / HTTP/1.1\r\n\r\n", "", until));
    ASSERT_FALSE(got.reply);
    EXPECT_EQ(got.reply.error().cause(), errc::tls_failed) << got.reply.error().text();
    EXPECT_NE(got.reply.error().text().find("certificate required"), std::string::npos)
        << got.reply.error().text();
    EXPECT_TRUE(got.nothing_sent);
}

/// A server that sends a TLS message after its reply, in the same packet.
class talkative_server {
 public:
    using word = void (*)(SSL*);

    talkative_server(const certificate_authority& authority, word say)
        : context_(tls_server_context(authority, {})) {
        thread_ = std::thread([this, say] {
            tcp::socket socket(io_);
            acceptor_.accept(socket);
            asio::ssl::stream<tcp::socket> stream(std::move(socket), context_);
            stream.handshake(asio::ssl::stream_base::server);
            std::array<char, 4096> some{};
            error_code ec;
            while (stream.read_some(asio::buffer(some), ec) > 0 && !ec) {
                cork(stream, 1);
                asio::write(stream,
                            asio::buffer(std::string_view("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")));
                say(stream.native_handle());
                flush(stream);
                cork(stream, 0);
            }
        });
    }
    ~talkative_server() { thread_.join(); }
    talkative_server(const talkative_server&) = delete;
    talkative_server& operator=(const talkative_server&) = delete;

    [[nodiscard]] tcp::endpoint place() const { return acceptor_.local_endpoint(); }

 private:
    static void cork(asio::ssl::stream<tcp::socket>& stream, int on) {
        ::setsockopt(stream.lowest_layer().native_handle(), IPPROTO_TCP, TCP_CORK, &on, sizeof on);
    }
    // OpenSSL sends its alert with the next handshake step.
    static void flush(asio::ssl::stream<tcp::socket>& stream) {
        error_code ignored;
        stream.handshake(asio::ssl::stream_base::server, ignored);
    }

    asio::io_context io_{};
    asio::ssl::context context_;
    tcp::acceptor acceptor_{io_, loopback(0)};
    std::thread thread_{};
};

TEST(TalkativeTlsServer, WhatTlsSaysBehindAReplyDoesNotEndTheConnection) {
    const talkative_server::word words[] = {
        [](SSL* handle) { SSL_new_session_ticket(handle); },
        [](SSL* handle) { SSL_key_update(handle, SSL_KEY_UPDATE_NOT_REQUESTED); }};
    for (const auto say : words) {
        const certificate_authority authority;
        const temporary_file authority_file(authority.pem());
        talkative_server server(authority, say);
        opening_bench b{endpoint_list{}, {.tls = true, .host = "localhost", .port = 443}};
        b.trust(authority_file.path());
        b.resolve_to({{server.place()}});
        {
            const auto c = b.open();
            ASSERT_TRUE(c) << c.error().text();
            for (int i = 0; i < 3; ++i) {
                ASSERT_EQ(b.ask(c), "{}") << i;
                EXPECT_TRUE((**c).reusable()) << i;
                EXPECT_TRUE((**c).looks_alive()) << i;
            }
        }
    }
}

// --- idle connections ---

TEST_F(TlsStream, UnaskedWordsAreNotQuiet) {
    auto c = connect("unasked");
    ASSERT_TRUE(c) << c.error().text();
    const auto end = std::chrono::steady_clock::now() + seconds(5);
    bool alive = true;  // until the data has arrived, after the tickets
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
}  // namespace dynaco::test::tls_stream_test
