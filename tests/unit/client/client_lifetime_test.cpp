#include "client_bench.hpp"
#include "identity/source/source.hpp"
#include "support/cancellable.hpp"
#include "support/scripted_credentials.hpp"
#include "support/scripted_service.hpp"

#include <dynaco/observing.hpp>

#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

/// Clients that outlive the context of their executor: members in the wrong order, static variables.
namespace dynaco::test::client_lifetime_test {
namespace {

class ClientLifetime : public Client {
 protected:
    static void ask_on(boost::asio::io_context& context, const client& db) {
        ASSERT_TRUE(run(context, db.send(list_tables{})));
    }
    // The result of a call on another context after the client's own context has ended.
    void expect_closed(const client& db) {
        const auto answer = run(io, db.send(list_tables{}));
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code(), errc::client_closed);
        EXPECT_NE(answer.error().text().find("the io_context of the client's executor was destroyed"),
                  std::string::npos)
            << answer.error().text();
    }
    // The awaited event happens on another context, so that no handler of this context follows it.
    template <class Finished>
    void run_own_until(Finished finished) {
        while (!finished()) own->run_for(milliseconds(1));
    }
    std::unique_ptr<boost::asio::io_context> own = std::make_unique<boost::asio::io_context>(1);
};

TEST_F(ClientLifetime, MayEndAfterItsContext) {
    std::optional<client> db(std::in_place, own->get_executor(), to_server());
    ask_on(*own, *db);
    EXPECT_TRUE(server.wait_for_open_connections(1));
    own.reset();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    db.reset();
}

TEST_F(ClientLifetime, OneThatWasNeverUsedMayEndAfterItsContext) {
    std::optional<client> db(std::in_place, own->get_executor(), to_server());
    own.reset();
    db.reset();
}

TEST_F(ClientLifetime, OneOnAStrandMayEndAfterItsContext) {
    std::optional<client> db(std::in_place, boost::asio::make_strand(*own), to_server());
    ask_on(*own, *db);
    own.reset();
    db.reset();
}

TEST_F(ClientLifetime, OneOfThreadsMayEndAfterThem) {
    auto threads = std::make_unique<boost::asio::thread_pool>(2);
    std::optional<client> db(std::in_place, threads->get_executor(), to_server());
    ask_on(io, *db);
    threads.reset();
    expect_closed(*db);
    db.reset();
}

TEST_F(ClientLifetime, OneWithNodesMayEndAfterItsContext) {
    scripted_service node;
    node.on("POST", "/", two_tables);
    node.on("GET", "/localnodes", reply{R"(["127.0.0.1"])"});
    std::optional<client> db(
        std::in_place, own->get_executor(),
        client_options{.alternator = {.nodes = {node.url()}, .refresh_interval = milliseconds(1)},
                       .credentials = static_credentials("AKID", "secret-secret")});
    ask_on(*own, *db);
    own.reset();
    expect_closed(*db);
    db.reset();
}

TEST_F(ClientLifetime, CallsAfterItsContextFail) {
    client db(own->get_executor(), to_server());
    ask_on(*own, db);
    own.reset();
    expect_closed(db);
    db.close_idle_connections();
    EXPECT_EQ(db.connections().total.idle, 0U);
}

TEST_F(ClientLifetime, HandlesMayBeCopiedAndClosedAfterItsContext) {
    const client db(own->get_executor(), to_server());
    ask_on(*own, db);
    own.reset();
    client copy = db;
    copy.close();
    EXPECT_TRUE(run(io, copy.shutdown(seconds(1))));
}

// A waiting call gets the connection that another call returns, while both are destroyed.
TEST_F(ClientLifetime, NothingIsLeftOfCallsThatTheContextTookAlong) {
    server.otherwise(reply::stall());
    client_options options = to_server();
    options.max_connections = 1;
    std::weak_ptr<const void> kept;
    {
        auto observed = std::make_shared<observer>();
        kept = observed;
        options.observer = std::move(observed);
        const client db(own->get_executor(), options);
        options.observer.reset();
        std::vector<std::shared_ptr<pending<result<list_tables::response>>>> calls;
        for (int i = 0; i < 3; ++i) calls.push_back(start(own->get_executor(), db.send(list_tables{})));
        run_own_until([&] { return server.requests().size() == 1; });
        own.reset();
    }
    EXPECT_TRUE(kept.expired());
}

TEST_F(ClientLifetime, TheContextMayEndWhileConnectionsAreOpened) {
    std::optional<client> db(std::in_place, own->get_executor(), to_server());
    const auto call = start(own->get_executor(), db->send(list_tables{}));
    for (int i = 0; i < 3; ++i) own->poll_one();
    own.reset();
    EXPECT_FALSE(call->done);
    db.reset();
}

// A call of another context that waits for a connection is woken.
TEST_F(ClientLifetime, CallsOfOtherContextsThatWaitAreTold) {
    server.otherwise(reply::stall());
    client_options options = to_server();
    options.max_connections = 1;
    const client db(own->get_executor(), options);
    const auto first = start(own->get_executor(), db.send(list_tables{}));
    run_own_until([&] { return server.requests().size() == 1; });
    const auto second = start(io.get_executor(), db.send(list_tables{}));
    while (db.connections().total.waiting == 0) io.run_for(milliseconds(1));
    own.reset();
    run_until(io, [&] { return second->done; });
    const auto answer = second->get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code(), errc::client_closed);
}

/// Calls on `io` of a client whose own context is not run, or is no longer run.
class StoppedContext : public ClientLifetime {
 protected:
    client_options with_deadline(milliseconds deadline = milliseconds(100)) {
        client_options options = to_server();
        options.deadline = deadline;
        return options;
    }
    // Starts a call on `io` and runs both contexts until the server has its request.
    template <class Operation>
    auto start_until_sent(const client& db, Operation operation) {
        auto call = start(io.get_executor(), db.send(std::move(operation)));
        const auto before = server.requests().size();
        while (server.requests().size() == before) {
            io.restart();
            io.run_for(milliseconds(1));
            own->restart();
            own->run_for(milliseconds(1));
        }
        return call;
    }
    template <class Call>
    failure failure_of(const Call& call) {
        run_until(io, [&] { return call->done; });
        const auto answer = call->get();
        if (answer) ADD_FAILURE() << "the call succeeded";
        return answer ? failure() : answer.error();
    }
};

TEST_F(StoppedContext, ACallThatFindsItStoppedEndsAtItsDeadlineAndSendsNothing) {
    const client db(own->get_executor(), with_deadline());
    ask_on(*own, db);
    const failure read = fail(db);
    EXPECT_EQ(read.cause(), errc::deadline_exceeded);
    EXPECT_NE(read.text().find("nothing runs the client's execution context"), std::string::npos)
        << read.text();
    const auto write = failure_of(start(io.get_executor(), db.send(delete_table{.table_name = "a"})));
    EXPECT_EQ(write.cause(), errc::deadline_exceeded);
    EXPECT_EQ(server.requests().size(), 1U);
    own->restart();
    own->run();
    EXPECT_EQ(server.requests().size(), 1U) << "a request was sent after its call had ended";
    EXPECT_EQ(db.connections().total.in_use, 0U);
    ask_on(*own, db);
}

TEST_F(StoppedContext, ACallUnderWayEndsAtItsDeadline) {
    server.otherwise(reply::stall());
    const client db(own->get_executor(), with_deadline());
    EXPECT_EQ(failure_of(start_until_sent(db, list_tables{})).cause(), errc::deadline_exceeded);
    EXPECT_EQ(failure_of(start_until_sent(db, delete_table{.table_name = "a"})).cause(),
              errc::outcome_unknown);
    own->restart();
    own->run();
    EXPECT_EQ(db.connections().total.in_use, 0U);
    EXPECT_EQ(db.connections().total.closed.broken, 2U);
}

TEST_F(StoppedContext, MayBeDestroyedAfterTheCallHasEnded) {
    server.otherwise(reply::stall());
    std::optional<client> db(std::in_place, own->get_executor(), with_deadline());
    EXPECT_EQ(failure_of(start_until_sent(*db, list_tables{})).cause(), errc::deadline_exceeded);
    own.reset();
    EXPECT_TRUE(server.wait_for_open_connections(0));
    expect_closed(*db);
    db.reset();
}

TEST_F(StoppedContext, ACallThatItsEndInterruptsIsTold) {
    server.otherwise(reply::stall());
    const client db(own->get_executor(), to_server());
    const auto read = start_until_sent(db, list_tables{});
    const auto write = start_until_sent(db, delete_table{.table_name = "a"});
    own.reset();
    EXPECT_EQ(failure_of(read).cause(), errc::client_closed);
    EXPECT_EQ(failure_of(write).cause(), errc::outcome_unknown);
}

TEST_F(StoppedContext, ACallCanBeCancelled) {
    server.otherwise(reply::stall());
    const client db(own->get_executor(), to_server());
    const auto call = start_cancellable(io.get_executor(), db.send(list_tables{}));
    while (server.requests().empty()) {
        io.run_for(milliseconds(1));
        own->restart();
        own->run_for(milliseconds(1));
    }
    call->cancel();
    run_until(io, [&] { return call->done; });
    const auto answer = call->get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().cause(), errc::canceled);
    EXPECT_TRUE(server.wait_for_open_connections(0)) << "the socket was not shut down";
}

class CredentialsLoad : public ClientLifetime {
 protected:
    client_options with_source() {
        client_options options = to_server();
        options.credentials = identity::refreshing(source, detail::real_effects());
        return options;
    }
    std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>(identity::loaded_credentials{
        .keys = {.access_key_id = "AKID", .secret_access_key = "secret-secret"}});
};

TEST_F(CredentialsLoad, DoesNotDependOnTheContextOfTheCallThatBeganIt) {
    const client db(io.get_executor(), with_source());
    const auto strangers = start(own->get_executor(), db.send(list_tables{}));
    own->poll();  // and it is no longer run
    EXPECT_TRUE(ask(db));
    EXPECT_EQ(source->loads, 1);
    EXPECT_FALSE(strangers->done);
}

TEST_F(CredentialsLoad, OfAContextThatEndsIsBegunAnew) {
    source->held.hold();
    const client_options options = with_source();
    const client first(own->get_executor(), options);
    const client second(io.get_executor(), options);
    const auto strangers = start(own->get_executor(), first.send(list_tables{}));
    own->poll();
    ASSERT_EQ(source->loads, 1);
    const auto waits = start(io.get_executor(), second.send(list_tables{}));
    io.poll();
    source->held.release();
    own.reset();
    run_until(io, [&] { return waits->done; });
    EXPECT_TRUE(waits->get());
    EXPECT_EQ(source->loads, 2);
}

TEST_F(CredentialsLoad, ACallOfAnotherContextIsToldThatTheClientsHasEnded) {
    source->held.hold();
    const client db(own->get_executor(), with_source());
    const auto call = start(io.get_executor(), db.send(list_tables{}));
    io.poll();
    own->poll();
    ASSERT_EQ(source->running, 1);
    own.reset();
    run_until(io, [&] { return call->done; });
    const auto answer = call->get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code(), errc::client_closed);
}

TEST_F(CredentialsLoad, TheContextOfTheCallThatBeganItMayEndFirst) {
    const client db(io.get_executor(), with_source());
    const auto strangers = start(own->get_executor(), db.send(list_tables{}));
    own->poll();
    own.reset();
    EXPECT_TRUE(ask(db));
}

// The deadline is kept on the call's context, although the client's context is not run.
TEST_F(CredentialsLoad, ThatNobodyRunsEndsAtTheDeadline) {
    client_options options = with_source();
    options.deadline = milliseconds(50);
    const client db(own->get_executor(), options);
    EXPECT_EQ(fail(db).cause(), errc::deadline_exceeded);
}

}  // namespace
}  // namespace dynaco::test::client_lifetime_test
