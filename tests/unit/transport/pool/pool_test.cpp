#include "support/fault_server/dead_ends.hpp"
#include "unit/transport/pool_bench.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <thread>

namespace dynaco::test::pool_test {
namespace {

// --- opening ---

TEST(Pool, OpensWhenFirstAsked) {
    const fault_server server;
    pool_bench b(server);
    EXPECT_EQ(server.connections(), 0U);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_TRUE(runs_dry(b.io)) << "something lingers";
}

TEST(Pool, NamesAPortThatRefusesConnections) {
    const refusing_port closed;
    pool_bench b({.tls = false, .host = "127.0.0.1", .port = closed.port()}, "", {});
    for (int i = 0; i < 3; ++i) {
        const failure why = b.fail();
        EXPECT_EQ(why.cause(), errc::connect_failed);
        EXPECT_NE(why.text().find("refused"), std::string::npos) << why.text();
        EXPECT_NE(why.text().find("check that the service runs"), std::string::npos) << why.text();
    }
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(Pool, PortThatNeverAnswers) {
    const blackhole dead(blackhole_kind::never_connects);
    pool_bench b({.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
                 {.connect_timeout = milliseconds(100)});
    const auto begin = std::chrono::steady_clock::now();
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::connect_timed_out);
    EXPECT_NE(why.text().find("connect_timeout"), std::string::npos) << why.text();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(3));
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(Pool, NameThatDoesNotResolve) {
    pool_bench b({.tls = false, .host = "no-such-host.invalid", .port = 80}, "",
                 {.connect_timeout = seconds(10), .wait_timeout = seconds(15)});
    const failure why = b.fail();
    EXPECT_TRUE(why.cause() == errc::resolve_failed || why.cause() == errc::connect_timed_out) << why.text();
    if (why.cause() == errc::resolve_failed) {
        EXPECT_NE(why.text().find("no-such-host.invalid"), std::string::npos) << why.text();
    }
}

TEST(Pool, NameThatResolves) {
    const fault_server server;
    pool_bench b({.tls = false, .host = "localhost", .port = server.port()}, "", {});
    EXPECT_EQ(b.text(), "{}") << "also when localhost is ::1 first";
}

TEST(Pool, AddressOfVersion6) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor acceptor(io);
    boost::system::error_code ec;
    acceptor.open(boost::asio::ip::tcp::v6(), ec);
    if (!ec) acceptor.bind({boost::asio::ip::address_v6::loopback(), 0}, ec);
    if (!ec) acceptor.listen(1, ec);
    if (ec) GTEST_SKIP() << "the loopback has no IPv6: " << ec.message();
    pool_bench b({.tls = false, .host = "::1", .port = acceptor.local_endpoint().port()}, "", {});
    EXPECT_TRUE(*b.take());
}

TEST(Pool, ConnectionThatIsClosedAtOnceIsLost) {
    fault_server server;
    server.script({reply::close_on_accept(), reply::reset_on_accept()});
    pool_bench b(server);
    for (int i = 0; i < 2; ++i) {
        const failure why = b.fail();
        EXPECT_TRUE(why.cause() == errc::connection_lost || why.cause() == errc::connect_failed)
            << why.text();
    }
    EXPECT_EQ(b.text(), "{}");
}

// --- the end ---

TEST(Pool, CloseWakesWhoWaits) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    const auto first = b.start_taking();
    const auto second = b.start_taking();
    b.settle();
    b.connections->close();
    b.finish(first, second);
    EXPECT_EQ(cause_of(first->get()), errc::client_closed);
    EXPECT_EQ(cause_of(second->get()), errc::client_closed);
    EXPECT_EQ(cause_of(b.take()), errc::client_closed);
    EXPECT_TRUE(b.ask(held).reply) << "what is under way goes on";
    held.reset();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    b.connections->close();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(Pool, CloseBreaksOffWhatIsBeingOpened) {
    const fault_server stalling{{.handshake = tls_handshake::stall}};
    const blackhole dead(blackhole_kind::never_connects);
    pool_bench secure(stalling, {.connect_timeout = seconds(60)});
    pool_bench plain({.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
                     {.connect_timeout = seconds(60)});
    for (pool_bench* b : {&secure, &plain}) {
        const auto waiting = b->start_taking();
        b->io.restart();
        b->io.run_for(milliseconds(50));
        EXPECT_FALSE(waiting->done);
        b->connections->close();
        b->finish(waiting);
        EXPECT_EQ(cause_of(waiting->get()), errc::client_closed);
        EXPECT_TRUE(runs_dry(b->io));
    }
}

TEST(Pool, CloseClosesIdleConnections) {
    const fault_server server;
    pool_bench b(server);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.open_connections(), 1U);
    b.connections->close();
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST(Pool, MayBeDestroyedWhileOpening) {
    const fault_server stalling{{.handshake = tls_handshake::stall}};
    auto b = std::make_unique<pool_bench>(stalling);
    const auto waiting = b->start_taking();
    b->io.run_for(milliseconds(50));
    b.reset();
    EXPECT_FALSE(waiting->done);
}

// --- idle connections ---

TEST(Pool, IdleForTooLongIsClosed) {
    const fault_server server;
    pool_bench b(server, {.idle_timeout = milliseconds(30)});
    EXPECT_EQ(b.text(), "{}");
    std::this_thread::sleep_for(milliseconds(40));
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 2U);
    EXPECT_TRUE(server.wait_until_closed(1));
}

TEST(Pool, ClosedByTheServerLongAgoIsSeenBeforeUse) {
    fault_server server;
    pool_bench b(server);
    auto first = b.take();
    auto second = b.take();
    EXPECT_TRUE(b.ask(first).reply);
    EXPECT_TRUE(b.ask(second).reply);
    first.reset(), second.reset();
    server.close_all_connections();
    std::this_thread::sleep_for(milliseconds(1050));  // connections used recently are not checked
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 3U);
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST(Pool, DroppingIdleOnesLeavesThoseInUse) {
    const fault_server server;
    pool_bench b(server);
    auto used = b.take();
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 2U);
    b.connections->drop_idle(b.place);
    EXPECT_TRUE(server.wait_for_open_connections(1));
    EXPECT_TRUE(b.ask(used).reply);
}

TEST(Pool, DiscardedConnectionIsClosedAndReplaced) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    const auto next = b.start_taking();
    b.settle();
    (**held).discard();
    held.reset();
    b.finish(next);
    EXPECT_EQ(cause_of(next->get()), errc{});
    EXPECT_TRUE(server.wait_for_connections(2));
    EXPECT_TRUE(server.wait_until_closed(1));
}

}  // namespace
}  // namespace dynaco::test::pool_test
