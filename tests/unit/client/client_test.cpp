#include "client_bench.hpp"

#include <dynaco/detail/client/handle/access.hpp>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

/// Calls, and the handles that make them.
namespace dynaco::test::client_test {
namespace {

TEST_F(Client, SendsAndDecodes) {
    server.otherwise(two_tables);
    const client db = make();
    const auto answer = ask(db);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->table_names, (std::vector<std::string>{"a", "b"}));
    const received_request request = server.requests().at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "/");
    EXPECT_EQ(request.header("x-amz-target"), "DynamoDB_20120810.ListTables");
    EXPECT_EQ(request.header("host"), server.url().substr(7));
    EXPECT_EQ(request.header("x-amz-security-token"), "token-token");
    EXPECT_TRUE(request.header("authorization")->starts_with("AWS4-HMAC-SHA256 Credential=AKID/"));
    EXPECT_EQ(db.endpoint(), server.url());
}

TEST_F(Client, ExecuteThrowsWhatSendReturns) {
    server.otherwise(validation_error("no such thing"));
    const client db = make();
    EXPECT_EQ(fail(db).cause(), errc::validation_failed);
    try {
        (void)run(io, db.execute(list_tables{}));
        FAIL() << "did not throw";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::validation_failed);
        EXPECT_EQ(e.diagnostics().operation, "ListTables");
        EXPECT_EQ(e.diagnostics().service_message, "no such thing");
        EXPECT_EQ(e.diagnostics().request_id, request_id(2));
        EXPECT_EQ(e.diagnostics().endpoint, server.url());
    }
}

TEST_F(Client, AnswerThatIsNotTheOperationsNamesItAndThePlace) {
    server.otherwise(reply{R"({"TableNames":7})"});
    const failure why = fail(make());
    EXPECT_EQ(why.diagnostics().operation, "ListTables");
    EXPECT_EQ(why.diagnostics().request_id, request_id(1));
    EXPECT_EQ(why.diagnostics().http_status, 200);
    EXPECT_EQ(why.diagnostics().endpoint, server.url());
}

TEST_F(Client, BasePathOfAnEndpointIsKept) {
    auto options = to_server();
    options.endpoint += "/base/path/";
    server.otherwise(two_tables);
    ASSERT_TRUE(ask(make(options)));
    EXPECT_EQ(server.requests().at(0).target, "/base/path");
}

TEST_F(Client, CopiesShareConnections) {
    server.otherwise(two_tables);
    const client db = make();
    const client copy = db;
    client assigned = make();
    assigned = copy;
    ASSERT_TRUE(ask(db));
    ASSERT_TRUE(ask(copy));
    ASSERT_TRUE(ask(assigned));
    ASSERT_TRUE(ask(db.with({.deadline = seconds(1)})));
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(Client, WithOtherLimitsLeavesTheOriginalAsItWas) {
    server.otherwise(reply::stall());
    auto options = to_server();
    options.retry.max_attempts = 1;
    options.attempt_timeout = milliseconds(300);
    const client db = make(options);
    const client hasty = db.with({.attempt_timeout = milliseconds(30)});
    const client late = db.with({.deadline = milliseconds(30)});
    EXPECT_LT(fail(hasty).diagnostics().times.exchange, milliseconds(200));
    EXPECT_EQ(fail(late).cause(), errc::deadline_exceeded);
    const failure why = fail(db);
    EXPECT_EQ(why.cause(), errc::attempt_timed_out);
    EXPECT_GE(why.diagnostics().times.exchange, milliseconds(250));
}

TEST_F(Client, LastHandleClosesIdleConnections) {
    server.otherwise(two_tables);
    std::optional<client> db = make();
    std::optional<client> copy = db;
    ASSERT_TRUE(ask(*db));
    db.reset();
    ASSERT_TRUE(ask(*copy));
    EXPECT_EQ(server.open_connections(), 1U);
    copy.reset();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    EXPECT_TRUE(runs_dry(io));
}

TEST_F(Client, CallUnderWayOutlivesTheHandles) {
    server.script({two_tables.delay(milliseconds(50))});
    std::optional<client> db = make();
    const auto call = start(io.get_executor(), db->send(list_tables{}));
    io.poll();
    db.reset();
    run_until(io, [&] { return call->done; });
    EXPECT_TRUE(call->get());
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(Client, CallThatHasNotBegunOutlivesTheHandles) {
    server.otherwise(two_tables);
    auto call = make().send(list_tables{});
    EXPECT_TRUE(run(io, std::move(call)));
}

TEST_F(Client, CallThatIsNeverAwaitedDoesNothing) {
    { const auto call = make().send(list_tables{}); }
    EXPECT_TRUE(runs_dry(io));
    EXPECT_EQ(server.connections(), 0U);
}

TEST_F(Client, ContextRunsDryAfterTheLastCall) {
    server.otherwise(two_tables);
    const client db = make();
    for (int round = 0; round < 3; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        const auto call = start(io.get_executor(), db.send(list_tables{}));
        io.restart();
        io.run();
        EXPECT_TRUE(call->done);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(2)) << "with the handle still there";
    }
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(Client, CloseFailsWaitingAndLaterCalls) {
    server.script({two_tables.delay(milliseconds(100))});
    auto options = to_server();
    options.max_connections = 1;
    client db = make(options);
    const auto under_way = start(io.get_executor(), db.send(list_tables{}));
    const auto waiting = start(io.get_executor(), db.send(list_tables{}));
    io.restart();
    while (server.requests().empty()) io.run_one_for(milliseconds(1));
    db.close();
    db.close();
    run_until(io, [&] { return under_way->done && waiting->done; });
    EXPECT_TRUE(under_way->get());
    EXPECT_EQ(waiting->get().error().cause(), errc::client_closed);
    EXPECT_EQ(fail(db).cause(), errc::client_closed);
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(Client, DestroyedWithItsContextUnderWay) {
    server.otherwise(reply::stall());
    auto own = std::make_unique<boost::asio::io_context>(1);
    std::optional<client> db(std::in_place, own->get_executor(), to_server());
    const auto call = start(own->get_executor(), db->send(list_tables{}));
    own->run_for(milliseconds(50));
    db.reset();
    own.reset();
    EXPECT_FALSE(call->done);
    EXPECT_TRUE(server.wait_for_open_connections(0));
}

TEST_F(Client, CallsMayRunOnAnotherContext) {
    server.otherwise(two_tables);
    boost::asio::io_context theirs{1};
    const auto work = boost::asio::make_work_guard(io);
    std::thread runner([this] { io.run(); });
    {
        const client db = make();
        for (int i = 0; i < 10; ++i) EXPECT_TRUE(run(theirs, db.send(list_tables{})));
    }
    io.stop();
    runner.join();
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(Client, PauseIsShorterThanItsCeiling) {
    const client db = make();
    const auto begin = detail::client_access::now(db);
    const auto call = start(io.get_executor(), [](client c) -> awaitable<bool> {
        co_await c.pause(milliseconds(20));
        co_return true;
    }(db));
    run_until(io, [&] { return call->done; });
    EXPECT_LT(detail::client_access::now(db) - begin, seconds(2));
}

}  // namespace
}  // namespace dynaco::test::client_test
