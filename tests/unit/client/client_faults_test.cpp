#include "client_bench.hpp"
#include "support/fault_server/dead_ends.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

/// Faults on the way.
namespace dynaco::test::client_faults_test {
namespace {

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

TEST_F(Client, NamesAPortThatRefusesConnections) {
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

}  // namespace
}  // namespace dynaco::test::client_faults_test
