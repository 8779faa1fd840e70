#include "client_bench.hpp"
#include "support/cancellable.hpp"
#include "support/fault_server/dead_ends.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/operations/stream.hpp>

#include <optional>

/// Options and statistics of a client's connections.
namespace dynaco::test::client_connections_test {
namespace {

TEST_F(Client, WarmsUp) {
    server.otherwise(two_tables);
    const client db = make();
    EXPECT_EQ(run(io, db.warm_up(3)), 3U);
    EXPECT_TRUE(server.wait_for_open_connections(3));
    ASSERT_TRUE(ask(db));
    EXPECT_EQ(server.connections(), 3U);
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(Client, WarmingUpTellsWhyItCannot) {
    const refusing_port closed;
    auto options = to_server();
    options.endpoint = "http://127.0.0.1:" + std::to_string(closed.port());
    const client db = make(options);
    try {
        (void)run(io, db.warm_up(3));
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::connect_failed);
        EXPECT_EQ(e.diagnostics().endpoint, options.endpoint);
    }
}

TEST_F(Client, WarmingUpKeepsTheDeadline) {
    const blackhole dead(blackhole_kind::never_connects);
    auto options = to_server();
    options.endpoint = "http://127.0.0.1:" + std::to_string(dead.port());
    const client db = make(options);
    for (const call_options& limit :
         {call_options{.deadline = milliseconds(20)},
          call_options{.until = detail::client_access::now(db) + milliseconds(20)}}) {
        try {
            (void)run(io, db.with(limit).warm_up(1));
            ADD_FAILURE() << "did not throw";
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::deadline_exceeded);
        }
    }
}

TEST_F(Client, TellsOfItsConnections) {
    fault_server streams;
    streams.otherwise(reply{R"({"Streams":[]})"});
    server.otherwise(two_tables);
    auto options = to_server();
    options.streams_endpoint = streams.url();
    const client db = make(options);
    EXPECT_TRUE(db.connections().endpoints.empty());
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(ask(db));
    ASSERT_TRUE(run(io, db.send(list_streams{})));
    const client_connections all = db.connections();
    ASSERT_EQ(all.endpoints.size(), 2U);
    EXPECT_EQ(all.endpoints.at(server.url()).opened, 1U);
    EXPECT_EQ(all.endpoints.at(server.url()).reused, 1U);
    EXPECT_EQ(all.endpoints.at(streams.url()).idle, 1U);
    EXPECT_EQ(all.total.open(), 2U);
    EXPECT_EQ(db.with({}).connections().total, all.total) << "handles share connections";
}

TEST_F(Client, LimitsOfOptionsReachThePool) {
    server.otherwise(two_tables.delay(milliseconds(20)));
    auto options = to_server();
    options.max_connections_per_endpoint = 1;
    options.max_waiting_calls = 1;
    options.max_connection_age = milliseconds(1);
    const client db = make(options);
    const auto first = start(io.get_executor(), db.send(list_tables{}));
    const auto second = start(io.get_executor(), db.send(list_tables{}));
    const auto third = start(io.get_executor(), db.send(list_tables{}));
    run_until(io, [&] { return first->done && second->done && third->done; });
    EXPECT_TRUE(first->get());
    EXPECT_TRUE(second->get());
    EXPECT_EQ(third->get().error().cause(), errc::too_many_waiting);
    EXPECT_EQ(db.connections().total.closed.age, 2U);
    EXPECT_EQ(db.connections().total.refused_waits, 1U);
}

TEST_F(Client, ClosesIdleConnections) {
    server.otherwise(two_tables);
    client db = make();
    ASSERT_TRUE(ask(db));
    db.close_idle_connections();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    EXPECT_EQ(db.connections().total.closed.drained, 1U);
    ASSERT_TRUE(ask(db)) << "it goes on";
}

// --- graceful shutdown ---

TEST_F(Client, ShutdownOfAQuietClient) {
    server.otherwise(two_tables);
    client db = make();
    ASSERT_TRUE(ask(db));
    EXPECT_TRUE(run(io, db.shutdown(seconds(10))));
    EXPECT_TRUE(server.wait_for_open_connections(0));
    EXPECT_EQ(fail(db).cause(), errc::client_closed);
    EXPECT_THROW((void)run(io, db.warm_up(1)), error);
    EXPECT_TRUE(run(io, db.shutdown(seconds(10)))) << "again";
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(Client, TimesMayBeAsLongOrShortAsTheTypeAllows) {
    server.otherwise(two_tables);
    client db = make();
    ASSERT_TRUE(ask(db));
    run(io, [](client c) -> boost::asio::awaitable<bool> {
        co_await detail::client_access::sleep_for(c, milliseconds::min());
        co_await detail::client_access::sleep_for(c, milliseconds(-1));
        co_return true;
    }(db));
    EXPECT_TRUE(run(io, db.shutdown(milliseconds::min())));
    EXPECT_TRUE(run(io, db.shutdown(milliseconds::max())));
}

TEST_F(Client, ShutdownThatIsNeverAwaitedDoesNothing) {
    server.otherwise(two_tables);
    client db = make();
    { const auto never = db.shutdown(seconds(10)); }
    EXPECT_TRUE(ask(db));
}

TEST_F(Client, ShutdownLetsCallsEndAlsoThoseInLine) {
    server.otherwise(two_tables.delay(milliseconds(20)));
    auto options = to_server();
    options.max_connections = 1;
    client db = make(options);
    const auto under_way = start(io.get_executor(), db.send(list_tables{}));
    const auto waiting = start(io.get_executor(), db.send(list_tables{}));
    io.poll();
    const auto end = start(io.get_executor(), db.shutdown(seconds(10)));
    const auto other_end = start(io.get_executor(), db.shutdown(seconds(10)));
    io.restart();
    while (server.requests().empty()) io.run_one_for(milliseconds(1));
    EXPECT_FALSE(end->done);
    const auto late = start(io.get_executor(), db.send(list_tables{}));
    run_until(io, [&] { return end->done && other_end->done && late->done; });
    EXPECT_TRUE(under_way->get());
    EXPECT_TRUE(waiting->get());
    EXPECT_EQ(late->get().error().cause(), errc::client_closed);
    EXPECT_EQ(server.requests().size(), 2U);
    EXPECT_TRUE(end->get());
    EXPECT_TRUE(other_end->get());
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(Client, ShutdownLetsCallsBetweenAttemptsEnd) {
    server.script({internal_error(), two_tables});
    auto options = to_server();
    options.retry.base_delay = milliseconds(30);
    client db = make(options);
    const auto call = start(io.get_executor(), db.send(list_tables{}));
    io.restart();
    while (server.requests().empty()) io.run_one_for(milliseconds(1));
    const auto end = start(io.get_executor(), db.shutdown(seconds(10)));
    run_until(io, [&] { return end->done; });
    ASSERT_TRUE(call->done);
    EXPECT_TRUE(call->get());
    EXPECT_TRUE(end->get());
}

TEST_F(Client, ShutdownWaitsForStreamsToo) {
    fault_server streams;
    streams.otherwise(reply{R"({"Streams":[]})"}.delay(milliseconds(30)));
    auto options = to_server();
    options.streams_endpoint = streams.url();
    client db = make(options);
    const auto call = start(io.get_executor(), db.send(list_streams{}));
    io.poll();
    EXPECT_TRUE(run(io, db.shutdown(seconds(10))));
    EXPECT_TRUE(call->done && call->get());
    EXPECT_EQ(run(io, db.send(list_streams{})).error().cause(), errc::client_closed);
}

TEST_F(Client, ShutdownThatRunsOutOfPatienceCloses) {
    server.script({reply::stall()});
    server.otherwise(two_tables);
    auto options = to_server();
    options.max_connections = 1;
    client db = make(options);
    const auto under_way = start(io.get_executor(), db.send(list_tables{}));
    io.restart();
    while (server.requests().empty()) io.run_one_for(milliseconds(1));
    const auto waiting = start(io.get_executor(), db.send(list_tables{}));
    EXPECT_FALSE(run(io, db.shutdown(milliseconds(20))));
    run_until(io, [&] { return waiting->done; });
    EXPECT_EQ(waiting->get().error().cause(), errc::client_closed);
    EXPECT_FALSE(under_way->done);
    EXPECT_FALSE(run(io, db.shutdown(milliseconds(0)))) << "still not";
    server.release();
    run_until(io, [&] { return under_way->done; });
    EXPECT_TRUE(run(io, db.shutdown(milliseconds(0))));
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(Client, CancelledShutdownCloses) {
    server.script({reply::stall()});
    client db = make();
    const auto under_way = start(io.get_executor(), db.send(list_tables{}));
    io.restart();
    while (server.requests().empty()) io.run_one_for(milliseconds(1));
    const auto shutdown = start_cancellable(io.get_executor(), db.shutdown(seconds(60)));
    io.poll();
    EXPECT_FALSE(shutdown->done);
    shutdown->cancel();
    run_until(io, [&] { return shutdown->done; });
    EXPECT_FALSE(shutdown->thrown);
    EXPECT_FALSE(shutdown->get());
    EXPECT_EQ(fail(db).cause(), errc::client_closed);
    EXPECT_FALSE(under_way->done);
    server.release();
    run_until(io, [&] { return under_way->done; });
}

TEST_F(Client, ShutdownIsBrokenOffWithItsContext) {
    server.otherwise(reply::stall());
    auto own = std::make_unique<boost::asio::io_context>(1);
    std::optional<client> db(std::in_place, own->get_executor(), to_server());
    const auto call = start(own->get_executor(), db->send(list_tables{}));
    while (server.requests().empty()) own->run_one_for(milliseconds(1));
    const auto end = start(own->get_executor(), db->shutdown(seconds(60)));
    own->poll();
    db.reset();
    own.reset();
    EXPECT_FALSE(end->done);
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

}  // namespace
}  // namespace dynaco::test::client_connections_test
