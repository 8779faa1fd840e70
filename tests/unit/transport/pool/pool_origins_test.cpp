#include "support/fault_server/dead_ends.hpp"
#include "unit/transport/pool_bench.hpp"

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <utility>

/// Several origins and their statistics.
namespace dynaco::test::pool_origins_test {
namespace {

struct two_places {
    explicit two_places(const pool_bench::limits& l) : b(first, l) {}
    pool_bench::leased take_second(milliseconds patience = seconds(20)) {
        return run(b.io, pool_bench::take(b.connections, pool_bench::place_of(second), patience));
    }
    auto start_taking_second() {
        return start(b.io.get_executor(),
                     pool_bench::take(b.connections, pool_bench::place_of(second), seconds(20)));
    }
    connection_statistics at(const fault_server& server) {
        for (const auto& [where, counts] : b.connections->statistics())
            if (where == pool_bench::place_of(server)) return counts;
        return {};
    }
    fault_server first{};
    fault_server second{};
    pool_bench b;
};

TEST(PoolOrigins, EachHasItsOwnConnections) {
    two_places t({.max_connections = 4});
    const auto one = t.b.take();
    const auto other = t.take_second();
    EXPECT_TRUE(t.b.ask(one).reply);
    EXPECT_TRUE(t.b.ask(other).reply);
    EXPECT_EQ(t.first.requests().size(), 1U);
    EXPECT_EQ(t.second.requests().size(), 1U);
    EXPECT_EQ(t.b.connections->statistics().size(), 2U);
}

TEST(PoolOrigins, AreForgottenAndCountedTogether) {
    two_places t({.max_origins = 1});
    EXPECT_EQ(t.b.text(), "{}");
    t.b.connections->drop_all_idle();
    {
        const auto other = t.take_second();
        EXPECT_TRUE(t.b.ask(other).reply);
    }
    EXPECT_EQ(t.at(t.first), connection_statistics{});
    EXPECT_EQ(t.at(t.second).opened, 1U);
    const auto all = t.b.connections->statistics();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all.back().first.host.empty());
    EXPECT_EQ(all.back().second.opened, 1U);
    EXPECT_EQ(all.back().second.closed.drained, 1U);
    // It is known again; the other one has an idle connection and is therefore not forgotten.
    EXPECT_EQ(t.b.text(), "{}");
    EXPECT_EQ(t.at(t.first).opened, 1U);
    EXPECT_EQ(t.at(t.second).idle, 1U);
}

TEST(PoolOrigins, ShareTheTotalAndMakeRoom) {
    two_places t({.max_connections = 1});
    EXPECT_EQ(t.b.text(), "{}");
    auto held = t.take_second();
    EXPECT_TRUE(*held);
    EXPECT_TRUE(t.first.wait_for_open_connections(0)) << "the idle one made room";
    EXPECT_EQ(t.at(t.first).closed.made_room, 1U);
    const auto waiting = t.b.start_taking();
    t.b.settle();
    EXPECT_FALSE(waiting->done);
    held.reset();
    t.b.finish(waiting);
    EXPECT_EQ(cause_of(waiting->get()), errc{});
    EXPECT_TRUE(t.second.wait_for_open_connections(0));
}

TEST(PoolOrigins, LimitOfEach) {
    two_places t({.max_connections = 3, .max_per_origin = 1});
    const auto held = t.b.take();
    const auto waiting = t.b.start_taking();
    t.b.settle();
    EXPECT_TRUE(*t.take_second());
    EXPECT_FALSE(waiting->done);
    EXPECT_EQ(t.at(t.first).opened, 1U);
    t.b.connections->close();
    t.b.finish(waiting);
}

TEST(PoolOrigins, DroppingIdleOnesOfOneLeavesTheOthers) {
    two_places t({.max_connections = 2});
    EXPECT_EQ(t.b.text(), "{}");
    t.take_second().reset();
    t.b.connections->drop_idle(t.b.place);
    EXPECT_TRUE(t.first.wait_for_open_connections(0));
    EXPECT_TRUE(t.second.wait_for_open_connections(1));
    t.b.connections->drop_all_idle();
    EXPECT_TRUE(t.second.wait_for_open_connections(0));
    EXPECT_EQ(t.at(t.first).closed.by_server, 1U);
    EXPECT_EQ(t.at(t.second).closed.drained, 1U);
}

// --- limits ---

TEST(Pool, TooManyInLineAreRefusedAtOnce) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1, .max_waiting = 1});
    auto held = b.take();
    const auto waiting = b.start_taking();
    b.settle();
    const auto refused = b.take();
    ASSERT_EQ(cause_of(refused), errc::too_many_waiting);
    const std::string text = refused->error().text();
    EXPECT_NE(text.find("max_waiting_calls"), std::string::npos) << text;
    EXPECT_EQ(b.counts().refused_waits, 1U);
    held.reset();
    b.finish(waiting);
    EXPECT_EQ(cause_of(waiting->get()), errc{});
}

TEST(Pool, OldConnectionIsReplaced) {
    fault_server server;
    server.otherwise(reply{}.delay(milliseconds(5)));
    pool_bench b(server, {.max_age = milliseconds(1)});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(b.ask().reply) << "one in use is not too old";
    EXPECT_EQ(server.connections(), 3U);
    EXPECT_TRUE(server.wait_for_open_connections(0));
    EXPECT_EQ(b.counts().closed.age, 3U);
}

TEST(Pool, WhoWaitsInVainIsToldWhyConnectionsFailed) {
    const blackhole dead(blackhole_kind::never_connects);
    pool_bench b(
        {.tls = false, .host = "127.0.0.1", .port = dead.port()}, "",
        {.max_connections = 1, .connect_timeout = milliseconds(50), .wait_timeout = milliseconds(80)});
    const auto first = b.start_taking();
    const auto second = b.start_taking();
    b.finish(first, second);
    EXPECT_EQ(cause_of(first->get()), errc::connect_timed_out);
    const auto late = second->get();
    ASSERT_EQ(cause_of(late), errc::pool_timed_out);
    EXPECT_EQ(late->error().diagnostics().detail,
              make_error_code(errc::connect_timed_out).message() +
                  ": connecting to 127.0.0.1:" + std::to_string(dead.port()));
}

// --- statistics ---

TEST(PoolStatistics, OfAQuietLife) {
    const fault_server server;
    pool_bench b(server);
    EXPECT_TRUE(b.connections->statistics().empty());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(b.text(), "{}");
    const auto counts = b.counts();
    EXPECT_EQ(counts.idle, 1U);
    EXPECT_EQ(counts.in_use, 0U);
    EXPECT_EQ(counts.opened, 1U);
    EXPECT_EQ(counts.reused, 2U);
    EXPECT_EQ(counts.waits, 1U) << "for the first to be opened";
    EXPECT_EQ(counts.closed, closed_connections{});
    const auto held = b.take();
    EXPECT_EQ(b.counts().in_use, 1U);
    EXPECT_EQ(b.counts().idle, 0U);
}

TEST(PoolStatistics, WhyConnectionsWereClosed) {
    fault_server server;
    pool_bench b(server);
    server.script({reply::reset_after_reading(), reply{}.connection_close(), reply{}});
    EXPECT_FALSE(b.ask().reply);
    EXPECT_EQ(b.counts().closed.broken, 1U);
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(b.counts().closed.unfit, 1U);
    {
        auto held = b.take();
        EXPECT_TRUE(b.ask(held).reply);
        (**held).discard();
    }
    EXPECT_EQ(b.counts().closed.unfit, 2U);
    EXPECT_EQ(b.text(), "{}");
    server.close_all_connections();
    EXPECT_EQ(b.text(), "{}");
    EXPECT_EQ(b.counts().closed.by_server, 1U);
    EXPECT_EQ(b.counts().reused, 0U);
    b.connections->close();
    EXPECT_EQ(b.counts().closed.drained, 1U);
    EXPECT_EQ(b.counts().closed.total(), b.counts().opened);
}

TEST(PoolStatistics, WaitsAndOpenings) {
    const fault_server server;
    pool_bench b(server, {.max_connections = 1, .wait_timeout = milliseconds(40)});
    const auto held = b.take();
    EXPECT_EQ(cause_of(b.take()), errc::pool_timed_out);
    const auto counts = b.counts();
    EXPECT_EQ(counts.waits, 2U);
    EXPECT_EQ(counts.timed_out_waits, 1U);
    EXPECT_GE(counts.longest_wait, milliseconds(40));
    EXPECT_GE(counts.wait_time, counts.longest_wait);

    const refusing_port closed;
    pool_bench nowhere({.tls = false, .host = "127.0.0.1", .port = closed.port()}, "", {});
    (void)nowhere.fail();
    EXPECT_EQ(nowhere.counts().failed_openings, 1U);
}

TEST(PoolStatistics, AddUp) {
    two_places t({.max_connections = 4});
    EXPECT_EQ(t.b.text(), "{}");
    const auto held = t.take_second();
    const auto sum = t.b.counts();
    EXPECT_EQ(sum.opened, 2U);
    EXPECT_EQ(sum.open(), 2U);
    EXPECT_EQ(sum.longest_wait, std::max(t.at(t.first).longest_wait, t.at(t.second).longest_wait));
    EXPECT_EQ(sum.wait_time, t.at(t.first).wait_time + t.at(t.second).wait_time);
}

}  // namespace
}  // namespace dynaco::test::pool_origins_test
