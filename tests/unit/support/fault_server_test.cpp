#include "support/fault_server/fault_server.hpp"

#include "unit/support/loopback_client.hpp"

#include <boost/crc.hpp>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace dynaco::test::fault_server_test {
namespace {

std::string crc_of(const std::string& body) {
    boost::crc_32_type sum;
    sum.process_bytes(body.data(), body.size());
    return std::to_string(sum.checksum());
}

parsed_reply ask(const fault_server& server) {
    loopback_client client(server.port());
    client.post("{}");
    return client.read_reply();
}

TEST(FaultServer, AnswersLikeDynamoDbUnlessToldOtherwise) {
    const fault_server server;
    const parsed_reply answer = ask(server);
    EXPECT_EQ(answer.status_line, "HTTP/1.1 200 OK");
    EXPECT_EQ(answer.body, "{}");
    EXPECT_EQ(answer.header("x-amz-crc32"), "2745614147");
    EXPECT_EQ(answer.header("Content-Type"), "application/x-amz-json-1.0");
    EXPECT_EQ(answer.header("x-amzn-RequestId"), request_id(1));
    EXPECT_FALSE(answer.header("Date"));
    EXPECT_EQ(server.url(), "http://127.0.0.1:" + std::to_string(server.port()));
    EXPECT_THROW(static_cast<void>(server.ca_pem_file()), std::logic_error);
}

TEST(FaultServer, KeepsRequestsAsTheyCame) {
    const fault_server server;
    loopback_client first(server.port());
    ASSERT_TRUE(first.post("{\"a\":1}", "X-Twice: 1\r\nx-twice:  2 \r\n"));
    EXPECT_EQ(first.read_reply().body, "{}");
    ASSERT_TRUE(first.post("second"));
    EXPECT_EQ(first.read_reply().header("x-amzn-RequestId"), request_id(2));
    loopback_client other(server.port());
    ASSERT_TRUE(other.post("third"));
    ASSERT_TRUE(server.wait_for_requests(3));

    const std::vector<received_request> all = server.requests();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].method, "POST");
    EXPECT_EQ(all[0].target, "/");
    EXPECT_EQ(all[0].version, "HTTP/1.1");
    EXPECT_EQ(all[0].body, "{\"a\":1}");
    const std::pair<std::string, std::string> third_header("X-Twice", "1");
    EXPECT_EQ(all[0].headers.at(2), third_header);
    EXPECT_EQ(all[0].headers.at(3).second, "2");
    EXPECT_TRUE(all[0].head.ends_with("Content-Length: 7\r\n\r\n"));
    EXPECT_EQ(all[0].header("x-amz-target"), "DynamoDB_20120810.GetItem");
    EXPECT_FALSE(all[0].header("absent"));
    EXPECT_EQ(all[1].connection, 1U);
    EXPECT_EQ(all[1].request_on_connection, 2U);
    EXPECT_EQ(all[2].connection, 2U);
    EXPECT_EQ(all[2].request_on_connection, 1U);
    EXPECT_EQ(all[2].number, 3U);
}

TEST(FaultServer, ServesRequestsThatComeInPiecesOrTogether) {
    const fault_server server;
    loopback_client client(server.port());
    client.send("POST /a HTTP/1.1\r\nContent-Le");
    client.send("ngth: 4\r\n\r\nab");
    client.send("cdGET /b HTTP/1.1\r\n\r\n");
    EXPECT_EQ(client.read_reply().body, "{}");
    EXPECT_EQ(client.read_reply().body, "{}");
    EXPECT_EQ(server.requests().at(0).body, "abcd");
    EXPECT_EQ(server.requests().at(1).target, "/b");
}

TEST(FaultServer, RefusesWhatIsNoHttp) {
    const fault_server server;
    loopback_client client(server.port());
    client.send("hello\r\n\r\n");
    const auto [bytes, end] = client.read_to_end();
    EXPECT_TRUE(bytes.starts_with("HTTP/1.1 400 "));
    EXPECT_EQ(end, stream_end::fin);
    EXPECT_EQ(server.malformed_requests(), 1U);
    EXPECT_TRUE(server.requests().empty());
}

TEST(FaultServer, TakesScriptThenHandlerThenStandingReply) {
    fault_server server;
    server.otherwise(reply{"standing"});
    server.on_request([](const received_request& request) { return reply{"handled " + request.body}; });
    server.script({reply{"first"}, reply{"second"}.status(500)});
    EXPECT_EQ(server.unused_replies(), 2U);
    EXPECT_EQ(ask(server).body, "first");
    EXPECT_EQ(ask(server).status_line, "HTTP/1.1 500 Internal Server Error");
    EXPECT_EQ(ask(server).body, "handled {}");
    server.otherwise(reply{"standing"});
    EXPECT_EQ(ask(server).body, "standing");
    server.on_request([](const received_request&) -> reply { throw std::runtime_error("oops"); });
    EXPECT_EQ(ask(server).body, "the test's handler threw: oops");
    EXPECT_EQ(server.unused_replies(), 0U);
}

TEST(FaultServer, HandlerMayUseTheServer) {
    fault_server server;
    server.on_request([&](const received_request&) {
        server.script({reply{"next"}});
        return reply{std::to_string(server.requests().size())};
    });
    EXPECT_EQ(ask(server).body, "1");
    EXPECT_EQ(ask(server).body, "next");
}

TEST(FaultServer, CountsConnections) {
    const fault_server server;
    EXPECT_EQ(server.connections(), 0U);
    EXPECT_FALSE(server.wait_for_requests(1, std::chrono::milliseconds(0)));
    loopback_client one(server.port());
    {
        const loopback_client two(server.port());
        ASSERT_TRUE(server.wait_for_connections(2));
        EXPECT_EQ(server.open_connections(), 2U);
    }
    EXPECT_TRUE(server.wait_until_closed(2));
    EXPECT_TRUE(server.wait_for_open_connections(1));
    EXPECT_FALSE(server.wait_until_closed(1, std::chrono::milliseconds(0)));
    EXPECT_EQ(server.connections(), 2U);
}

TEST(FaultServer, ServesManyClientsAtOnce) {
    fault_server server;
    server.on_request([](const received_request& request) { return reply{request.body}; });
    std::vector<std::thread> threads;
    for (int each = 0; each < 8; ++each) {
        threads.emplace_back([&server, body = std::to_string(each)] {
            loopback_client client(server.port());
            for (int round = 0; round < 20; ++round) {
                client.post(body);
                const parsed_reply answer = client.read_reply();
                EXPECT_EQ(answer.body, body);
                EXPECT_EQ(answer.header("x-amz-crc32"), crc_of(body));
                EXPECT_LE(server.open_connections(), 8U);
            }
        });
    }
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(server.requests().size(), 160U);
}

TEST(FaultServer, DestructorBreaksOffWhateverGoesOn) {
    std::optional<fault_server> server(std::in_place);
    server->script(
        {reply::stall(), reply{}.delay(std::chrono::hours(1)), reply{std::string(64U << 20U, 'x')}});
    loopback_client stalled(server->port());
    loopback_client delayed(server->port());
    loopback_client flooded(server->port());
    const loopback_client idle(server->port());
    stalled.post("{}");
    ASSERT_TRUE(server->wait_for_requests(1));
    delayed.post("{}");
    ASSERT_TRUE(server->wait_for_requests(2));
    flooded.post("{}");
    ASSERT_TRUE(server->wait_for_requests(3));
    ASSERT_TRUE(server->wait_for_connections(4));
    const auto begin = std::chrono::steady_clock::now();
    server.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    EXPECT_EQ(stalled.read_to_end().second, stream_end::fin);
    EXPECT_EQ(delayed.read_to_end().second, stream_end::fin);
}

}  // namespace
}  // namespace dynaco::test::fault_server_test
