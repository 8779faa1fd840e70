#include "client/call_loop.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "support/fault_server/fault_server.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"

#include <dynaco/client/client.hpp>
#include <dynaco/operations/list_tables.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dynaco::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// None of the variables that a client looks at, whatever the tests' own environment is.
struct bare_environment {
    scoped_variables none{{"AWS_REGION", nullptr},
                          {"AWS_DEFAULT_REGION", nullptr},
                          {"AWS_ENDPOINT_URL", nullptr},
                          {"AWS_ENDPOINT_URL_DYNAMODB", nullptr},
                          {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", nullptr},
                          {"AWS_CA_BUNDLE", nullptr},
                          {"AWS_ACCESS_KEY_ID", nullptr},
                          {"AWS_SECRET_ACCESS_KEY", nullptr},
                          {"AWS_SESSION_TOKEN", nullptr}};
};

class Client : public testing::Test {
 protected:
    client_options to_server() const {
        return {.region = "eu-west-1",
                .endpoint = server.url(),
                .credentials = static_credentials("AKID", "secret-secret", "token-token")};
    }
    client make(const client_options& options) { return client(io.get_executor(), options); }
    client make() { return make(to_server()); }
    // The failure of making a client.
    failure refused(const client_options& options) {
        try {
            const client made = make(options);
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the client was made";
        return {};
    }
    result<list_tables::response> ask(const client& db) { return run(io, db.send(list_tables{})); }
    failure fail(const client& db) {
        const auto answer = ask(db);
        if (answer) ADD_FAILURE() << "the call succeeded";
        return answer ? failure() : answer.error();
    }

    bare_environment bare{};
    fault_server server{};
    boost::asio::io_context io{1};
};

const reply two_tables{R"({"TableNames":["a","b"]})"};

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

// --- making one ---

TEST_F(Client, OptionsAreChecked) {
    const std::pair<std::function<void(client_options&)>, const char*> cases[] = {
        {[](auto& o) { o.max_connections = 0; }, "max_connections"},
        {[](auto& o) { o.retry.max_attempts = 0; }, "max_attempts"},
        {[](auto& o) { o.connect_timeout = milliseconds(0); }, "connect_timeout"},
        {[](auto& o) { o.pool_timeout = milliseconds(-1); }, "pool_timeout"},
        {[](auto& o) { o.attempt_timeout = milliseconds(0); }, "attempt_timeout"},
        {[](auto& o) { o.deadline = milliseconds(0); }, "deadline"},
    };
    for (const auto& [spoil, name] : cases) {
        auto options = to_server();
        spoil(options);
        const failure why = refused(options);
        EXPECT_EQ(why.cause(), errc::invalid_argument) << name;
        EXPECT_NE(why.text().find(name), std::string::npos) << why.text();
    }
}

TEST_F(Client, MissingRegion) {
    const failure why = refused({});
    EXPECT_EQ(why.cause(), errc::missing_region);
    EXPECT_NE(why.text().find("AWS_REGION"), std::string::npos) << why.text();
}

TEST_F(Client, InvalidEndpoint) {
    EXPECT_EQ(refused({.endpoint = "localhost:8000"}).cause(), errc::invalid_endpoint);
    const scoped_variables set{{"AWS_ENDPOINT_URL", "nonsense"}};
    EXPECT_EQ(refused({}).cause(), errc::invalid_endpoint);
}

TEST_F(Client, InvalidCaFile) {
    EXPECT_EQ(refused({.region = "eu-west-1", .ca_file = "/nowhere/ca.pem"}).cause(), errc::invalid_ca_file);
    const scoped_variables set{{"AWS_CA_BUNDLE", "/nowhere/bundle.pem"}};
    const failure why = refused({.region = "eu-west-1"});
    EXPECT_EQ(why.cause(), errc::invalid_ca_file);
    EXPECT_NE(why.text().find("/nowhere/bundle.pem"), std::string::npos) << why.text();
    EXPECT_EQ(make({.endpoint = "http://localhost:1"}).endpoint(), "http://localhost:1") << "not needed";
}

TEST_F(Client, TakesFromTheEnvironmentWhatIsLeftEmpty) {
    server.otherwise(two_tables);
    std::optional<client> db;
    {
        const scoped_variables set{{"AWS_ENDPOINT_URL_DYNAMODB", server.url().c_str()},
                                   {"AWS_REGION", "eu-central-1"},
                                   {"AWS_ACCESS_KEY_ID", "AKIDENV"},
                                   {"AWS_SECRET_ACCESS_KEY", "env"}};
        db.emplace(io.get_executor());
    }
    const auto answer = ask(*db);
    ASSERT_TRUE(answer) << answer.error().text() << " – it is read when the client is made";
    const auto authorization = server.requests().at(0).header("authorization").value();
    EXPECT_NE(authorization.find("AKIDENV/"), std::string::npos);
    EXPECT_NE(authorization.find("/eu-central-1/dynamodb/"), std::string::npos);
}

TEST_F(Client, RegionOfTheEnvironment) {
    const scoped_variables set{{"AWS_DEFAULT_REGION", "eu-north-1"}};
    EXPECT_EQ(make({}).endpoint(), "https://dynamodb.eu-north-1.amazonaws.com");
    const scoped_variables both{{"AWS_REGION", "eu-south-1"}};
    EXPECT_EQ(make({}).endpoint(), "https://dynamodb.eu-south-1.amazonaws.com");
    EXPECT_EQ(make({.region = "us-east-2"}).endpoint(), "https://dynamodb.us-east-2.amazonaws.com");
}

TEST_F(Client, MissingCredentialsAreToldByTheFirstCall) {
    const failure why = fail(make({.endpoint = server.url()}));
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_NE(why.text().find("ListTables"), std::string::npos) << why.text();
    EXPECT_NE(why.text().find("AWS_ACCESS_KEY_ID is not set"), std::string::npos) << why.text();
    EXPECT_EQ(server.connections(), 0U);
}

// --- TLS ---

TEST_F(Client, OverTls) {
    fault_server secure{tls_options{}};
    secure.otherwise(two_tables);
    auto options = to_server();
    options.endpoint = secure.url();
    options.ca_file = secure.ca_pem_file().string();
    EXPECT_TRUE(ask(make(options)));
    options.ca_file.clear();
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::certificate_rejected);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_NE(why.text().find("client_options::ca_file"), std::string::npos) << why.text();
    options.verify_tls = false;
    EXPECT_TRUE(ask(make(options)));
    const scoped_variables set{{"AWS_CA_BUNDLE", secure.ca_pem_file().c_str()}};
    options.verify_tls = true;
    EXPECT_TRUE(ask(make(options)));
}

// --- faults on the way ---

struct way_case {
    const char* name;
    reply first;
};

class ClientOnABadWay : public Client, public testing::WithParamInterface<way_case> {};

TEST_P(ClientOnABadWay, OneFaultIsOvercome) {
    server.otherwise(two_tables);
    server.script({GetParam().first});
    auto options = to_server();
    options.attempt_timeout = milliseconds(300);
    options.retry.throttling_base_delay = milliseconds(20);
    const client db = make(options);
    const auto answer = ask(db);
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(answer->table_names.size(), 2U);
    EXPECT_EQ(server.unused_replies(), 0U);
    EXPECT_TRUE(runs_dry(io)) << "something lingers";
}

TEST_P(ClientOnABadWay, FaultAfterFaultIsAnErrorThatTells) {
    server.otherwise(GetParam().first);
    if (GetParam().first.parts().moment != reply_moment::on_request)
        server.script({GetParam().first, GetParam().first});
    auto options = to_server();
    options.attempt_timeout = milliseconds(150);
    options.retry = {.max_attempts = 2, .throttling_base_delay = milliseconds(5)};
    const failure why = fail(make(options));
    EXPECT_EQ(why.diagnostics().attempts, 2);
    const std::string text = why.text();
    EXPECT_TRUE(text.starts_with("ListTables: ")) << text;
    EXPECT_NE(text.find(server.url()), std::string::npos) << text;
    for (const char* secret : {"secret-secret", "token-token", "Signature"})
        EXPECT_EQ(text.find(secret), std::string::npos) << text;
    server.release();
}

INSTANTIATE_TEST_SUITE_P(
    All, ClientOnABadWay,
    testing::Values(way_case{"Reset", reply::reset_after_reading()}, way_case{"Cut", reply{}.cut_after(30)},
                    way_case{"CutBody", reply{"{" + std::string(500, ' ') + "}"}.cut_after(400)},
                    way_case{"Stall", reply::stall()}, way_case{"Garbage", reply::raw("garbage\r\n\r\n")},
                    way_case{"WrongCrc", two_tables.crc(crc_header::wrong)},
                    way_case{"MalformedCrc", two_tables.crc(crc_header::malformed)},
                    way_case{"Html200", reply{"<html>login</html>"}.crc(crc_header::absent)},
                    way_case{"Html503", service_unavailable_html()}, way_case{"Internal", internal_error()},
                    way_case{"Throttled", throttled()}, way_case{"Gzip", two_tables.gzip()}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST_F(Client, RefusingPort) {
    const refusing_port closed;
    auto options = to_server();
    options.endpoint = closed.url();
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::connect_failed);
    EXPECT_EQ(why.code(), make_error_condition(condition::unavailable));
    EXPECT_EQ(why.diagnostics().attempts, 4);
    EXPECT_NE(why.text().find(closed.url()), std::string::npos) << why.text();
}

TEST_F(Client, DeadlineIsKept) {
    server.otherwise(reply::stall());
    auto options = to_server();
    options.deadline = milliseconds(200);
    const auto begin = std::chrono::steady_clock::now();
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::deadline_exceeded);
    EXPECT_GE(why.diagnostics().times.exchange, milliseconds(150));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(3));
}

TEST_F(Client, StaleConnectionsAreReplacedUnseen) {
    server.otherwise(two_tables);
    const client db = make();
    for (int round = 0; round < 5; ++round) {
        ASSERT_TRUE(ask(db));
        server.close_all_connections();
    }
    EXPECT_EQ(server.requests().size(), 5U) << "each was sent once";
    EXPECT_EQ(server.connections(), 5U);
}

TEST_F(Client, ManyStaleConnectionsAreReplacedUnseen) {
    server.otherwise(two_tables);
    auto options = to_server();
    options.retry.max_attempts = 1;
    const client db = make(options);
    for (int round = 0; round < 3; ++round) {
        std::vector<std::shared_ptr<pending<result<list_tables::response>>>> all;
        for (int i = 0; i < 20; ++i) all.push_back(start(io.get_executor(), db.send(list_tables{})));
        run_until(io, [&] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
        for (const auto& each : all) {
            const auto answer = each->get();
            EXPECT_TRUE(answer) << answer.error().text();
        }
        server.close_all_connections();
    }
    EXPECT_EQ(server.requests().size(), 60U);
}

// --- handles ---

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
    const auto begin = db.now();
    const auto call = start(io.get_executor(), [](client c) -> awaitable<bool> {
        co_await c.pause(milliseconds(20));
        co_return true;
    }(db));
    run_until(io, [&] { return call->done; });
    EXPECT_LT(db.now() - begin, seconds(2));
}

}  // namespace
}  // namespace dynaco::test
