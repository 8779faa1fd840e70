#include "support/fault_server/dead_ends.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "support/fault_server/tls/certificates.hpp"
#include "support/fault_server/tls/tls_server_context.hpp"
#include "unit/transport/pool_bench.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace dynaco::test::http_connection_test {
namespace {

// All tests run for plain connections and for TLS.
class HttpConnection : public OverTcpAndTls {};
INSTANTIATE_TEST_SUITE_P(Over, HttpConnection, testing::Bool(), &HttpConnection::name_of);

const std::string large(std::size_t{300} * 1024, 'x');

TEST_P(HttpConnection, GivesTheReplyWithWhatItIsJudgedBy) {
    server->script({reply{R"({"a":1})"}
                        .header("x-amz-retry-after", "1500")
                        .header("X-AMZN-ErrorType", "Foo")
                        .header("Age", "1")
                        .header("Date", "Thu, 01 Jan 2026 00:00:00 GMT")
                        .status(400)});
    const exchange_result got = bench->ask("hello");
    ASSERT_TRUE(got.reply) << got.reply.error().text();
    EXPECT_EQ(got.reply->status, 400);
    EXPECT_EQ(got.reply->body, R"({"a":1})");
    EXPECT_EQ(got.reply->request_id, request_id(1));
    EXPECT_EQ(got.reply->retry_after, "1500");
    EXPECT_EQ(got.reply->error_type, "Foo");
    EXPECT_EQ(got.reply->date, "Thu, 01 Jan 2026 00:00:00 GMT");
    EXPECT_TRUE(got.reply->has_age);
    EXPECT_TRUE(got.reply->keep_alive);
    EXPECT_FALSE(got.reply->crc32.empty());
    EXPECT_EQ(server->requests().at(0).body, "hello");
}

TEST_P(HttpConnection, IsUsedAgain) {
    for (int i = 0; i < 20; ++i) ASSERT_EQ(bench->text("{}"), "{}");
    EXPECT_EQ(server->connections(), 1U);
    EXPECT_EQ(server->requests().size(), 20U);
}

TEST_P(HttpConnection, SendsAndReceivesLargeBodies) {
    server->script({reply{large}, reply{large}.trickle(10'000), reply{}});
    EXPECT_EQ(bench->text(large), large);
    EXPECT_EQ(bench->text(), large);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->requests().at(0).body, large);
    EXPECT_EQ(server->connections(), 1U);
}

// The memory of a body grows with the received bytes: around each step, in pieces of any size, followed by
// another reply.
TEST_P(HttpConnection, ReadsBodiesOfAnyLength) {
    constexpr std::size_t step = std::size_t{256} * 1024;
    for (const std::size_t size : {step - 1, step, step + 1, 2 * step, 2 * step + 1, 3 * step}) {
        std::string body(size, 'x');
        for (std::size_t i = 0; i < size; i += 97) body[i] = static_cast<char>('a' + i % 26);
        server->script({reply{body}, reply{body}.trickle(step / 2 + 3), reply{}});
        EXPECT_TRUE(bench->text() == body) << size;
        EXPECT_TRUE(bench->text() == body) << size;
        EXPECT_EQ(bench->text(), "{}");
    }
    EXPECT_EQ(server->connections(), 1U);
    const std::string late(step + 5, 'y');
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(late.size()) + "\r\n\r\n";
    server->script({reply::raw(head + late + "unasked"), reply{}, reply{late}.cut_after(step + 100)});
    EXPECT_TRUE(bench->text() == late);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(bench->fail().cause(), errc::connection_lost);
}

TEST_P(HttpConnection, ReadsRepliesInAnyPieces) {
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
        server->script(
            {reply{"0123456789"}.trickle(piece), reply{"0123456789"}.chunked({1, 3}).trickle(piece)});
        EXPECT_EQ(bench->text(), "0123456789") << piece;
        EXPECT_EQ(bench->text(), "0123456789") << piece;
    }
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(HttpConnection, ReadsChunks) {
    server->script({reply{"0123456789"}.chunked({1, 2, 3}), reply{"0123456789"}.chunked(),
                    reply{""}.chunked(), reply{large}.chunked({1, 16'384, 77, 100'000}), reply{}});
    EXPECT_EQ(bench->text(), "0123456789");
    EXPECT_EQ(bench->text(), "0123456789");
    EXPECT_EQ(bench->text(), "");
    EXPECT_EQ(bench->text(), large);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(HttpConnection, ReadsUntilTheConnectionIsClosed) {
    server->script({reply{"abc"}.until_close(), reply{large}.until_close(), reply{}});
    EXPECT_EQ(bench->text(), "abc");
    EXPECT_EQ(bench->text(), large);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 3U);
}

TEST_P(HttpConnection, PassesOverContinue) {
    server->script({reply{"abc"}.continue_first(), reply{"abc"}.continue_first().trickle(5), reply{}});
    EXPECT_EQ(bench->text(), "abc");
    EXPECT_EQ(bench->text(), "abc");
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(HttpConnection, IsNotUsedAgainAfterConnectionClose) {
    server->script({reply{"abc"}.connection_close(), reply{}});
    const exchange_result first = bench->ask();
    ASSERT_TRUE(first.reply);
    EXPECT_FALSE(first.reply->keep_alive);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 2U);
}

TEST_P(HttpConnection, IsUsedAgainAfterRepliesWithoutABody) {
    server->script({reply::raw("HTTP/1.1 204 No Content\r\n\r\n"),
                    reply::raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"), reply{""},
                    reply{}});
    EXPECT_EQ(bench->text(), "");
    EXPECT_EQ(bench->text(), "");
    EXPECT_EQ(bench->text(), "");
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(HttpConnection, LeftoverBytesEndIt) {
    server->script({reply{"abcdef"}.content_length(3), reply{"second"}});
    EXPECT_EQ(bench->text(), "abc");
    EXPECT_EQ(bench->text(), "second");
    EXPECT_EQ(server->connections(), 2U);
}

TEST_P(HttpConnection, LeftoverBytesAfterALargeBodyEndItToo) {
    const std::string more = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL";
    server->script({reply{large + more}.content_length(large.size()), reply{"second"}});
    EXPECT_EQ(bench->text(), large);
    EXPECT_EQ(bench->text(), "second") << "an answer to another question";
    EXPECT_EQ(server->connections(), 2U);
}

TEST_P(HttpConnection, TwoRepliesToOneRequestEndIt) {
    const std::string one = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    server->script({reply::raw(one + "abc" + one + "def"), reply{"second"}});
    EXPECT_EQ(bench->text(), "abc");
    EXPECT_EQ(bench->text(), "second");
}

}  // namespace
}  // namespace dynaco::test::http_connection_test
