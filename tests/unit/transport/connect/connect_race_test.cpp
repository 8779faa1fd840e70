#include "transport/connect/race.hpp"
#include "unit/transport/opening_bench.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::connect_race_test {
namespace {

TEST(ConnectRace, SecondAddressAnswersWhileTheFirstIsSilent) {
    const fault_server server;
    const blackhole silent(blackhole_kind::never_connects);
    opening_bench b({loopback(silent.port()), loopback(server.port())});
    b.setup.attempt_delay = milliseconds(20);
    const auto connection = b.open();
    EXPECT_EQ(b.ask(connection), "{}");
    EXPECT_TRUE(runs_dry(b.io)) << "the connect to the silent address goes on";
}

TEST(ConnectRace, SecondAddressIsTriedAtOnceWhenTheFirstRefuses) {
    const fault_server server;
    const refusing_port refusing;
    opening_bench b({loopback(refusing.port()), loopback(server.port())});
    b.setup.attempt_delay = std::chrono::hours(1);
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_TRUE(runs_dry(b.io)) << "the timer goes on";
}

TEST(ConnectRace, OnlyOneConnectionIsMadeWhereTheFirstAnswers) {
    const fault_server first;
    const fault_server second;
    opening_bench b({loopback(first.port()), loopback(second.port())});
    b.setup.attempt_delay = std::chrono::hours(1);
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_EQ(first.connections(), 1U);
    EXPECT_EQ(second.connections(), 0U);
}

TEST(ConnectRace, NamesWhatFailedWhere) {
    const refusing_port a;
    const refusing_port b;
    const std::string refused = ": Connection refused";
    const auto place = [](const refusing_port& p) { return "127.0.0.1:" + std::to_string(p.port()); };
    opening_bench one({loopback(a.port())});
    EXPECT_EQ(one.fail().cause(), errc::connect_failed);
    EXPECT_EQ(one.detail(), place(a) + refused);
    opening_bench two({loopback(a.port()), loopback(b.port())});
    EXPECT_EQ(two.fail().cause(), errc::connect_failed);
    EXPECT_EQ(two.detail(), place(a) + refused + "; " + place(b) + refused);
}

TEST(ConnectRace, NamesFourOfMany) {
    const refusing_port ports[6];
    endpoint_list addresses;
    for (const refusing_port& each : ports) addresses.push_back(loopback(each.port()));
    opening_bench b(addresses);
    const std::string detail = b.detail();
    EXPECT_TRUE(detail.ends_with("; and 2 more")) << detail;
    EXPECT_NE(detail.find(std::to_string(ports[3].port())), std::string::npos) << detail;
    EXPECT_EQ(detail.find(std::to_string(ports[4].port())), std::string::npos) << detail;
}

TEST(ConnectRace, SilentAddressIsWaitedForThoughTheLastHasFailed) {
    const refusing_port refusing;
    const blackhole silent(blackhole_kind::never_connects);
    opening_bench b({loopback(silent.port()), loopback(refusing.port())});
    b.setup.attempt_delay = milliseconds(10);
    const auto opening = b.start_opening();
    b.io.run_for(milliseconds(60));
    EXPECT_FALSE(opening->done) << "the silent one may still answer";
    opening->cancel();
    EXPECT_TRUE(runs_dry(b.io));
    EXPECT_TRUE(opening->done);
}

TEST(ConnectRace, CancelledAtAnyMomentLeavesNothing) {
    const fault_server server;
    const blackhole silent(blackhole_kind::never_connects);
    const refusing_port refusing;
    // One handler more runs before each cancellation.
    for (int handlers = 0; handlers < 12; ++handlers) {
        opening_bench b({loopback(silent.port()), loopback(refusing.port()), loopback(server.port())});
        b.setup.attempt_delay = milliseconds(1);
        const auto opening = b.start_opening();
        const auto end = std::chrono::steady_clock::now() + milliseconds(50);
        for (int i = 0; i < handlers && !opening->done; ++i) b.io.run_one_until(end);
        opening->cancel();
        EXPECT_TRUE(runs_dry(b.io)) << handlers;
        EXPECT_TRUE(opening->done) << handlers;
    }
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST(ConnectRace, MayBeDestroyedUnderWay) {
    const fault_server server;
    const blackhole silent(blackhole_kind::never_connects);
    for (int handlers = 0; handlers < 6; ++handlers) {
        opening_bench b({loopback(silent.port()), loopback(silent.port()), loopback(server.port())});
        b.setup.attempt_delay = milliseconds(1);
        const auto opening = b.start_opening();
        const auto end = std::chrono::steady_clock::now() + milliseconds(50);
        for (int i = 0; i < handlers && !opening->done; ++i) b.io.run_one_until(end);
    }
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

}  // namespace
}  // namespace dynaco::test::connect_race_test
