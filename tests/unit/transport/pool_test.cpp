#include "support/fault_server/dead_ends.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "unit/transport/pool_bench.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace dynaco::test {
namespace {

errc cause_of(const pool_bench::leased& connection) {
    return *connection ? errc{} : (*connection).error().cause();
}

pool_bench::limits one_connection() { return {.max_connections = 1}; }

// --- opening ---

TEST(Pool, OpensWhenFirstAsked) {
    const fault_server server;
    pool_bench b(server);
    EXPECT_EQ(server.connections(), 0U);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_TRUE(runs_dry(b.io)) << "something lingers";
}

TEST(Pool, RefusingPort) {
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

// --- TLS ---

struct tls_case {
    const char* name;
    tls_options server;
    const char* host;
    errc cause;
    const char* words;
};

class PoolTls : public testing::TestWithParam<tls_case> {};

TEST_P(PoolTls, RefusesBadPeersAndSaysWhy) {
    const fault_server server(GetParam().server);
    pool_bench b({.tls = true, .host = GetParam().host, .port = server.port()}, server.ca_pem_file(),
                 {.connect_timeout = milliseconds(300)});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), GetParam().cause) << why.text();
    EXPECT_NE(why.text().find(GetParam().words), std::string::npos) << why.text();
    EXPECT_TRUE(server.requests().empty());
    EXPECT_TRUE(runs_dry(b.io));
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

INSTANTIATE_TEST_SUITE_P(
    All, PoolTls,
    testing::Values(
        tls_case{"Expired",
                 {.certificate = certificate_kind::expired},
                 "localhost",
                 errc::certificate_rejected,
                 "expired"},
        tls_case{"OtherHost",
                 {.certificate = certificate_kind::wrong_host},
                 "localhost",
                 errc::certificate_rejected,
                 "mismatch"},
        tls_case{"OtherAddress",
                 {.certificate = certificate_kind::wrong_host},
                 "127.0.0.1",
                 errc::certificate_rejected,
                 "mismatch"},
        tls_case{"SelfSigned",
                 {.certificate = certificate_kind::self_signed},
                 "localhost",
                 errc::certificate_rejected,
                 "self-signed"},
        tls_case{"Tls11", {.protocol = tls_protocol::only_1_1}, "localhost", errc::tls_failed, "TLS 1.2"},
        tls_case{"Garbage", {.handshake = tls_handshake::garbage}, "localhost", errc::tls_failed, "http://"},
        tls_case{"Closes", {.handshake = tls_handshake::close}, "localhost", errc::tls_failed, "handshake"},
        tls_case{"Stalls",
                 {.handshake = tls_handshake::stall},
                 "localhost",
                 errc::connect_timed_out,
                 "connect_timeout"}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(PoolTls, UnknownAuthority) {
    const fault_server server{tls_options{}};
    const fault_server other{tls_options{}};
    pool_bench b(pool_bench::place_of(server), other.ca_pem_file(), {});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::certificate_rejected) << why.text();
    EXPECT_EQ(why.code(), make_error_condition(condition::denied));
    EXPECT_NE(why.text().find("ca_file"), std::string::npos) << why.text();
    EXPECT_TRUE(server.requests().empty());
}

TEST(PoolTls, PlainServerThatWaitsForMore) {
    const fault_server server;
    const fault_server secure{tls_options{}};
    pool_bench b({.tls = true, .host = "127.0.0.1", .port = server.port()}, secure.ca_pem_file(),
                 {.connect_timeout = milliseconds(200)});
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::connect_timed_out) << why.text();
    EXPECT_NE(why.text().find("check the endpoint"), std::string::npos) << why.text();
}

TEST(PoolTls, GoodPeersByNameAndByAddress) {
    for (const tls_protocol version : {tls_protocol::any, tls_protocol::only_1_2, tls_protocol::only_1_3}) {
        const fault_server server{{.protocol = version}};
        for (const char* host : {"localhost", "127.0.0.1"}) {
            pool_bench b({.tls = true, .host = host, .port = server.port()}, server.ca_pem_file(), {});
            EXPECT_EQ(b.text(), "{}");
            EXPECT_EQ(b.text(), "{}");
        }
        EXPECT_EQ(server.connections(), 2U);
    }
}

TEST(PoolTls, AuthorityFileThatCannotBeUsed) {
    const temporary_file no_pem("this is no certificate\n");
    for (const std::string& file : {std::string("/nowhere/ca.pem"), no_pem.path().string()}) {
        const auto context = transport::make_tls_context(file, true);
        ASSERT_FALSE(context);
        EXPECT_EQ(context.error().cause(), errc::invalid_ca_file);
        EXPECT_NE(context.error().text().find(file), std::string::npos) << context.error().text();
    }
    EXPECT_TRUE(transport::make_tls_context("", true));
    EXPECT_TRUE(transport::make_tls_context("/nowhere/ca.pem", false)) << "not needed";
}

// --- waiting ---

TEST(Pool, ServesWaitersInOrder) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    constexpr std::size_t count = 20;
    std::vector<std::size_t> order;
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(b.start_asking(std::to_string(i)));
        b.settle();
    }
    EXPECT_TRUE(server.requests().empty());
    held.reset();
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    ASSERT_EQ(server.requests().size(), count);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(server.requests()[i].body, std::to_string(i));
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, OpensNoMoreThanAllowed) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 3});
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (int i = 0; i < 50; ++i) all.push_back(b.start_asking());
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) EXPECT_TRUE(each->get().reply);
    EXPECT_LE(server.connections(), 3U);
    EXPECT_EQ(server.requests().size(), 50U);
}

TEST(Pool, WaitingTooLong) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1, .wait_timeout = milliseconds(60)});
    auto held = b.take();
    const auto late = b.take();
    ASSERT_EQ(cause_of(late), errc::pool_timed_out);
    const std::string text = (*late).error().text();
    EXPECT_NE(text.find("max_connections"), std::string::npos) << text;
    EXPECT_EQ(cause_of(b.take(milliseconds(20))), errc::deadline_exceeded) << "which comes earlier";
    held.reset();
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(Pool, WhoGaveUpIsPassedOver) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1});
    auto held = b.take();
    const auto impatient = b.start_taking(milliseconds(20));
    b.settle();
    const auto patient = b.start_taking();
    b.finish(impatient);
    EXPECT_EQ(cause_of(impatient->get()), errc::deadline_exceeded);
    held.reset();
    b.finish(patient);
    EXPECT_EQ(cause_of(patient->get()), errc{});
}

struct cancellable_take {
    cancellable_take(pool_bench& b) {
        boost::asio::co_spawn(b.io, pool_bench::take(b.connections, seconds(20)),
                              boost::asio::bind_cancellation_slot(
                                  signal.slot(), [this](const std::exception_ptr& e, pool_bench::leased got) {
                                      done = true;
                                      threw = e != nullptr;
                                      connection = std::move(got);
                                  }));
        b.settle();
    }
    void cancel() { signal.emit(boost::asio::cancellation_type::terminal); }
    boost::asio::cancellation_signal signal{};
    pool_bench::leased connection{};
    bool done = false;
    bool threw = false;
};

TEST(Pool, CancelledWaiterLeavesNoTrace) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    {
        cancellable_take canceled(b);
        const auto next = b.start_taking();
        b.settle();
        canceled.cancel();
        b.settle();
        ASSERT_TRUE(canceled.done);
        EXPECT_TRUE(canceled.threw || cause_of(canceled.connection) == errc::canceled);
        EXPECT_FALSE(next->done);
        held.reset();
        b.finish(next);
        EXPECT_EQ(cause_of(next->get()), errc{});
    }
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, CancelledAsItIsServedPassesTheConnectionOn) {
    const fault_server server;
    pool_bench b(server, one_connection());
    auto held = b.take();
    cancellable_take canceled(b);
    boost::asio::post(b.io, [&] {
        held.reset();       // it is served,
        canceled.cancel();  // but has not run since
    });
    b.settle();
    ASSERT_TRUE(canceled.done);
    EXPECT_TRUE(canceled.threw || cause_of(canceled.connection) == errc::canceled);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
}

TEST(Pool, FailureToOpenReachesEachWhoWaits) {
    const refusing_port closed;
    pool_bench b({.tls = false, .host = "127.0.0.1", .port = closed.port()}, "", one_connection());
    std::vector<std::shared_ptr<pending<exchange_result>>> all;
    for (int i = 0; i < 10; ++i) all.push_back(b.start_asking());
    run_until(b.io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) {
        const exchange_result got = each->get();
        ASSERT_FALSE(got.reply);
        EXPECT_EQ(got.reply.error().cause(), errc::connect_failed);
    }
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
    std::this_thread::sleep_for(milliseconds(1050));  // younger ones are trusted without a look
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
    b.connections->drop_idle();
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
}  // namespace dynaco::test
