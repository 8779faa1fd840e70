#include "transport/connect/open_connection.hpp"

#include "unit/transport/opening_bench.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::open_connection_test {
namespace {

std::string port_text(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

// --- addresses ---

TEST(OpenConnection, ResolvesAnewForEachConnection) {
    const fault_server first;
    const fault_server second;
    opening_bench b(endpoint_list{});
    b.resolve_to({{loopback(first.port())}, {loopback(second.port())}});
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_EQ(first.connections(), 1U);
    EXPECT_EQ(second.connections(), 1U);
    EXPECT_EQ(b.names->asked, (std::vector<std::string>{"db:80", "db:80"}));
}

TEST(OpenConnection, SpreadsConnectionsOverTheAddresses) {
    const fault_server first;
    const fault_server second;
    opening_bench b({loopback(first.port()), loopback(second.port())});
    for (b.report.turn = 0; b.report.turn < 6; ++b.report.turn) EXPECT_TRUE(b.open());
    EXPECT_TRUE(first.wait_for_connections(3));
    EXPECT_TRUE(second.wait_for_connections(3));
}

TEST(OpenConnection, AddressIsNotResolved) {
    const fault_server server;
    opening_bench b(endpoint_list{}, {.tls = false, .host = "127.0.0.1", .port = server.port()});
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_TRUE(b.names->asked.empty());
}

TEST(OpenConnection, HostWithoutAddresses) {
    opening_bench b(endpoint_list{});
    EXPECT_EQ(b.fail().cause(), errc::resolve_failed);
    EXPECT_EQ(b.detail(), "resolving db: the name has no addresses");
}

// --- reports ---

TEST(OpenConnection, TellsHowLongTheStepsTook) {
    const fault_server server{tls_options{}};
    opening_bench b(server);
    const auto begin = std::chrono::steady_clock::now();
    const auto c = b.open();
    const auto all = std::chrono::steady_clock::now() - begin;
    ASSERT_TRUE(c) << c.error().text();
    const auto& times = (**c).opened_in;
    EXPECT_GT(times.connect.count(), 0);
    EXPECT_GT(times.handshake.count(), 0);
    EXPECT_LE(times.resolve + times.connect + times.handshake, all);
}

TEST(OpenConnection, PlainConnectionHasNoHandshake) {
    const fault_server server;
    opening_bench b(server);
    const auto c = b.open();
    ASSERT_TRUE(c) << c.error().text();
    EXPECT_EQ((**c).opened_in.handshake.count(), 0);
    EXPECT_FALSE((**c).resumed);
}

TEST(OpenConnection, TellsThatItWaitsForAnAddress) {
    const blackhole silent(blackhole_kind::never_connects);
    const blackhole also_silent(blackhole_kind::never_connects);
    opening_bench b({loopback(silent.port()), loopback(also_silent.port())});
    const auto opening = b.start_opening();
    b.io.run_for(milliseconds(20));
    EXPECT_EQ(b.report.phase,
              "connecting to " + port_text(silent.port()) + ", " + port_text(also_silent.port()));
    opening->cancel();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(OpenConnection, NamesAFewOfManyAddresses) {
    const blackhole silent(blackhole_kind::never_connects);
    endpoint_list addresses;
    for (std::uint32_t i = 0; i < 6; ++i)
        addresses.emplace_back(boost::asio::ip::address_v4(0x7f00'0001 + i), silent.port());
    opening_bench b(addresses);
    const auto opening = b.start_opening();
    b.settle();
    EXPECT_TRUE(b.report.phase.starts_with("connecting to 127.0.0.1:")) << b.report.phase;
    EXPECT_TRUE(b.report.phase.ends_with(" and 2 more")) << b.report.phase;
    opening->cancel();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(OpenConnection, TellsThatItShakesHands) {
    const fault_server stalling{{.handshake = tls_handshake::stall}};
    opening_bench b(stalling);
    const auto opening = b.start_opening();
    run_until(b.io, [&] { return b.report.phase.starts_with("TLS"); });
    EXPECT_EQ(b.report.phase, "TLS handshake with " + port_text(stalling.port()));
    b.io.run_for(milliseconds(20));
    opening->cancel();
    EXPECT_TRUE(runs_dry(b.io));
    EXPECT_TRUE(opening->done);
}

TEST(OpenConnection, FailedHandshakeNamesTheAddress) {
    const fault_server server{{.certificate = certificate_kind::expired}};
    opening_bench b(server);
    EXPECT_EQ(b.fail().cause(), errc::certificate_rejected);
    EXPECT_EQ(b.detail(), "TLS handshake with " + port_text(server.port()) + ": certificate has expired");
    for (const certificate_kind kind :
         {certificate_kind::wrong_host, certificate_kind::no_alternative_name}) {
        const fault_server other{{.certificate = kind}};
        opening_bench o(other);
        EXPECT_EQ(o.fail().cause(), errc::certificate_rejected);
        EXPECT_NE(o.detail().find("hostname mismatch"), std::string::npos) << o.detail();
    }
    const fault_server garbled{{.handshake = tls_handshake::garbage}};
    opening_bench g(garbled);
    EXPECT_EQ(g.fail().cause(), errc::tls_failed);
    EXPECT_TRUE(g.detail().starts_with("TLS handshake with " + port_text(garbled.port()) + ": "));
}

}  // namespace
}  // namespace dynaco::test::open_connection_test
