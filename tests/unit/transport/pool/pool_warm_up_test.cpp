#include "support/fault_server/dead_ends.hpp"
#include "unit/transport/pool_bench.hpp"

#include <gtest/gtest.h>

#include <optional>

/// Connections that are opened before they are needed.
namespace dynaco::test::pool_warm_up_test {
namespace {

struct warm_bench : pool_bench {
    using pool_bench::pool_bench;
    using warmed = std::shared_ptr<result<std::size_t>>;

    static boost::asio::awaitable<warmed> warm(std::shared_ptr<pool> which, origin to, std::size_t count,
                                               milliseconds patience) {
        auto got = co_await which->warm_up(to, count, std::chrono::steady_clock::now() + patience);
        co_return std::make_shared<result<std::size_t>>(std::move(got));
    }
    auto start_warming(std::size_t count, milliseconds patience = seconds(20)) {
        return start(io.get_executor(), warm(connections, place, count, patience));
    }
    result<std::size_t> warm_up(std::size_t count, milliseconds patience = seconds(20)) {
        return *run(io, warm(connections, place, count, patience));
    }
};

TEST(PoolWarmUp, OpensWhatIsMissing) {
    const fault_server server;
    warm_bench b(server);
    EXPECT_EQ(b.warm_up(0).value(), 0U);
    EXPECT_EQ(server.connections(), 0U);
    EXPECT_EQ(b.warm_up(2).value(), 2U);
    EXPECT_EQ(b.warm_up(3).value(), 3U);
    EXPECT_EQ(b.warm_up(1).value(), 3U) << "nothing is closed";
    EXPECT_TRUE(server.wait_for_connections(3));
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(server.connections(), 3U);
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(PoolWarmUp, ShakesHands) {
    for (const tls_protocol version : {tls_protocol::only_1_2, tls_protocol::only_1_3}) {
        const fault_server server{{.protocol = version}};
        warm_bench b(server);
        EXPECT_EQ(b.warm_up(2).value(), 2U);
        EXPECT_EQ(b.counts().opened, 2U);
        for (int i = 0; i < 3; ++i) EXPECT_EQ(b.text(), "{}");
        EXPECT_EQ(server.connections(), 2U) << "session tickets that arrived in the meantime do not matter";
    }
}

TEST(PoolWarmUp, ConnectionThatTheServerClosedBeforeItsFirstUseIsNotUsed) {
    for (const bool secure : {false, true}) {
        std::optional<fault_server> server;
        secure ? server.emplace(tls_options{}) : server.emplace();
        warm_bench b(*server);
        EXPECT_EQ(b.warm_up(1).value(), 1U);
        EXPECT_TRUE(server->wait_for_connections(1));
        server->close_all_connections();
        EXPECT_EQ(b.text(), "{}");
        EXPECT_EQ(b.counts().closed.by_server, 1U);
    }
}

TEST(PoolWarmUp, KeepsTheLimit) {
    const fault_server server;
    warm_bench b(server);
    EXPECT_EQ(b.warm_up(100).value(), 4U);
    warm_bench full(server, one_connection());
    const auto held = full.take();
    EXPECT_EQ(full.warm_up(1).value(), 0U) << "no room, and no failure";
}

TEST(PoolWarmUp, WaitsForWhatOthersHaveBegun) {
    const fault_server server;
    warm_bench b(server);
    const auto one = b.start_warming(2);
    const auto other = b.start_warming(2);
    b.finish(one, other);
    EXPECT_EQ(one->get()->value(), 2U);
    EXPECT_EQ(other->get()->value(), 2U);
    EXPECT_EQ(b.counts().opened, 2U);
}

TEST(PoolWarmUp, TellsWhyNothingCouldBeOpened) {
    const refusing_port closed;
    warm_bench b({.tls = false, .host = "127.0.0.1", .port = closed.port()}, "", {});
    const auto outcome = b.warm_up(3);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().cause(), errc::connect_failed);
    EXPECT_EQ(b.counts().failed_openings, 3U);
}

TEST(PoolWarmUp, EndsAtTheDeadline) {
    const blackhole dead(blackhole_kind::never_connects);
    warm_bench b({.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
                 {.connect_timeout = seconds(60)});
    EXPECT_EQ(b.warm_up(2, milliseconds(30)).error().cause(), errc::deadline_exceeded);
    EXPECT_EQ(b.counts().opening, 2U) << "they go on";
    b.connections->close();
    EXPECT_TRUE(runs_dry(b.io));
}

TEST(PoolWarmUp, CloseEndsIt) {
    const blackhole dead(blackhole_kind::never_connects);
    warm_bench b({.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
                 {.connect_timeout = seconds(60)});
    const auto under_way = b.start_warming(1);
    b.settle();
    b.connections->close();
    b.finish(under_way);
    EXPECT_EQ(under_way->get()->error().cause(), errc::client_closed);
    EXPECT_EQ(b.warm_up(1).error().cause(), errc::client_closed);
}

TEST(PoolWarmUp, CanBeCancelled) {
    const blackhole dead(blackhole_kind::never_connects);
    warm_bench b({.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
                 {.connect_timeout = seconds(60)});
    const auto call =
        start_cancellable(b.io.get_executor(), warm_bench::warm(b.connections, b.place, 1, seconds(20)));
    b.settle();
    EXPECT_FALSE(call->done);
    call->cancel();
    b.settle();
    ASSERT_TRUE(call->done);
    EXPECT_TRUE(call->thrown || call->get()->error().cause() == errc::canceled);
    b.connections->close();
    EXPECT_TRUE(runs_dry(b.io));
}

}  // namespace
}  // namespace dynaco::test::pool_warm_up_test
