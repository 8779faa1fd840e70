#include "support/fault_server/fault_server.hpp"
#include "unit/support/loopback_client.hpp"

#include <boost/crc.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <zlib.h>

namespace dynaco::test::fault_replies_test {
namespace {

using std::chrono::milliseconds;

std::string crc_of(const std::string& body) {
    boost::crc_32_type sum;
    sum.process_bytes(body.data(), body.size());
    return std::to_string(sum.checksum());
}

parsed_reply fetch(const reply& scripted) {
    fault_server server;
    server.script({scripted});
    loopback_client client(server.port());
    client.post("{}");
    return client.read_reply();
}

/// All bytes of the response to one request, and the way in which the connection ends.
std::pair<std::string, stream_end> fetch_to_end(const reply& scripted) {
    fault_server server;
    server.script({scripted});
    loopback_client client(server.port());
    client.post("{}");
    return client.read_to_end();
}

std::string unzip(std::string packed) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string plain(1U << 16U, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return plain;
}

TEST(FaultReplies, CrcCanBeWrongMalformedOrAbsent) {
    EXPECT_EQ(fetch(reply{"abc"}).header("x-amz-crc32"), crc_of("abc"));
    EXPECT_NE(fetch(reply{"abc"}.crc(crc_header::wrong)).header("x-amz-crc32"), crc_of("abc"));
    EXPECT_EQ(fetch(reply{}.crc(crc_header::malformed)).header("x-amz-crc32"), "not-a-number");
    EXPECT_FALSE(fetch(reply{}.crc(crc_header::absent)).header("x-amz-crc32"));
}

TEST(FaultReplies, HeadersReplaceTheDefaults) {
    const parsed_reply answer =
        fetch(reply{}.header("X-AMZN-REQUESTID", "mine").header("A", "1").header("A", "2"));
    EXPECT_EQ(answer.header("x-amzn-requestid"), "mine");
    EXPECT_EQ(std::count_if(answer.headers.begin(), answer.headers.end(),
                            [](const auto& each) { return each.first == "A"; }),
              2);
    const auto second = std::chrono::system_clock::from_time_t(1767225600);
    EXPECT_EQ(fetch(reply{}.date(second)).header("Date"), "Thu, 01 Jan 2026 00:00:00 GMT");
    EXPECT_EQ(fetch(reply{}.oversize_head(100'000)).header("X-Padding")->size(), 100'000U);
}

TEST(FaultReplies, BodyCanBeChunked) {
    const auto [bytes, end] =
        fetch_to_end(reply{"abcdefghijklmnopqrstu"}.chunked({1, 3}).close_after_reply());
    EXPECT_TRUE(bytes.ends_with("\r\n\r\n1\r\na\r\n3\r\nbcd\r\n11\r\nefghijklmnopqrstu\r\n0\r\n\r\n"));
    const parsed_reply answer = fetch(reply{"whole"}.chunked());
    EXPECT_EQ(answer.header("Transfer-Encoding"), "chunked");
    EXPECT_FALSE(answer.header("Content-Length"));
    EXPECT_EQ(answer.body, "whole");
    EXPECT_EQ(fetch(reply{""}.chunked({5})).body, "");
}

TEST(FaultReplies, BodyCanEndWithTheConnection) {
    const parsed_reply answer = fetch(reply{"to the end"}.until_close());
    EXPECT_FALSE(answer.header("Content-Length"));
    EXPECT_FALSE(answer.header("Connection"));
    EXPECT_EQ(answer.body, "to the end");
}

TEST(FaultReplies, ContentLengthCanLie) {
    const auto [bytes, end] = fetch_to_end(reply{"abc"}.content_length(10).close_after_reply());
    EXPECT_NE(bytes.find("Content-Length: 10\r\n"), std::string::npos);
    EXPECT_TRUE(bytes.ends_with("\r\n\r\nabc"));
    EXPECT_EQ(end, stream_end::fin);
    EXPECT_EQ(fetch(reply{"abc"}.content_length(2)).body, "ab");
}

TEST(FaultReplies, BodyCanBeCompressed) {
    const std::string plain(5000, 'z');
    const parsed_reply answer = fetch(reply{plain}.gzip());
    EXPECT_EQ(answer.header("Content-Encoding"), "gzip");
    EXPECT_LT(answer.body.size(), 200U);
    EXPECT_EQ(answer.header("x-amz-crc32"), crc_of(answer.body));
    EXPECT_EQ(unzip(answer.body), plain);
}

TEST(FaultReplies, InterimHeadComesFirst) {
    fault_server server;
    server.script({reply{"late"}.continue_first()});
    loopback_client client(server.port());
    client.post("{}");
    EXPECT_EQ(client.read_reply().status_line, "HTTP/1.1 100 Continue");
    EXPECT_EQ(client.read_reply().body, "late");
}

TEST(FaultReplies, RawBytesReplaceHttp) {
    const auto [bytes, end] = fetch_to_end(reply::raw("\x01garbage\r\n").close_after_reply());
    EXPECT_EQ(bytes, "\x01garbage\r\n");
    EXPECT_EQ(end, stream_end::fin);
}

TEST(FaultReplies, ConnectionCloseIsSaidAndDone) {
    const auto [bytes, end] = fetch_to_end(reply{}.connection_close());
    EXPECT_NE(bytes.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(end, stream_end::fin);
}

TEST(FaultReplies, CloseAfterReplyIsNotSaid) {
    const auto [bytes, end] = fetch_to_end(reply{}.close_after_reply());
    EXPECT_EQ(bytes.find("Connection"), std::string::npos);
    EXPECT_TRUE(bytes.ends_with("{}"));
    EXPECT_EQ(end, stream_end::fin);
}

TEST(FaultReplies, CutEndsInOrderAfterSoManyBytes) {
    for (const std::size_t count : {0U, 1U, 9U, 40U}) {
        const auto [bytes, end] = fetch_to_end(reply{}.cut_after(count));
        EXPECT_EQ(bytes.size(), count);
        EXPECT_EQ(end, stream_end::fin);
    }
    const auto [large, end] = fetch_to_end(reply{std::string(8U << 20U, 'x')}.cut_after(5U << 20U));
    EXPECT_EQ(large.size(), 5U << 20U);
    EXPECT_EQ(end, stream_end::fin);
    EXPECT_TRUE(fetch_to_end(reply{}.cut_after(1U << 20U)).first.ends_with("{}"));
}

TEST(FaultReplies, ResetComesAfterSoManyBytes) {
    for (const std::size_t count : {0U, 1U, 40U}) {
        const auto [bytes, end] = fetch_to_end(reply{}.reset_after(count));
        EXPECT_EQ(bytes.size(), count);
        EXPECT_EQ(end, stream_end::reset);
    }
    const auto [large, end] = fetch_to_end(reply{std::string(8U << 20U, 'x')}.reset_after(5U << 20U));
    EXPECT_EQ(large.size(), 5U << 20U);
    EXPECT_EQ(end, stream_end::reset);
}

TEST(FaultReplies, ResetMayComeBeforeOrAfterReading) {
    fault_server server;
    server.script({reply::reset_before_reading(), reply::reset_after_reading()});
    loopback_client first(server.port());
    first.send("P");
    EXPECT_EQ(first.read_to_end(), std::pair(std::string(), stream_end::reset));
    EXPECT_TRUE(server.requests().empty());
    loopback_client second(server.port());
    second.post("{}");
    EXPECT_EQ(second.read_to_end(), std::pair(std::string(), stream_end::reset));
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(FaultReplies, AcceptedConnectionCanEndAtOnce) {
    fault_server server;
    server.script({reply::close_on_accept(), reply::reset_on_accept(), reply{"third"}});
    loopback_client closed(server.port());
    EXPECT_EQ(closed.read_to_end().second, stream_end::fin);
    loopback_client closed_later(server.port());
    EXPECT_EQ(closed_later.read_to_end().second, stream_end::reset);
    loopback_client served(server.port());
    served.post("{}");
    EXPECT_EQ(served.read_reply().body, "third");
}

TEST(FaultReplies, CloseOnAcceptIsAFinEvenIfTheClientHasWritten) {
    fault_server server;
    server.otherwise(reply::close_on_accept());
    for (int round = 0; round < 50; ++round) {
        loopback_client client(server.port());
        client.post(std::string(10'000, 'x'));
        EXPECT_EQ(client.read_to_end().second, stream_end::fin);
    }
    EXPECT_TRUE(server.requests().empty());
}

TEST(FaultReplies, AcceptFaultBefallsAnOlderConnectionWhoseRequestComesFirst) {
    fault_server server;
    loopback_client client(server.port());
    client.post("{}");
    EXPECT_EQ(client.read_reply().body, "{}");
    server.script({reply::close_on_accept()});
    client.post("{}");
    EXPECT_EQ(client.read_to_end(), std::pair(std::string(), stream_end::fin));
}

TEST(FaultReplies, StallLastsUntilReleased) {
    fault_server server;
    server.script({reply{"abc"}.stall_after(12), reply::stall()});
    loopback_client client(server.port());
    client.post("{}");
    ASSERT_TRUE(server.wait_for_stalled(1));
    EXPECT_EQ(client.read(12), "HTTP/1.1 200");
    EXPECT_EQ(client.waiting(), 0U);
    server.release();
    EXPECT_TRUE(client.read_reply().status_line.ends_with(" OK"));
    client.post("{}");
    ASSERT_TRUE(server.wait_for_stalled(1));
    EXPECT_EQ(client.waiting(), 0U);
    client.close();
    EXPECT_TRUE(server.wait_until_closed(1));
}

TEST(FaultReplies, StallCanEndInACutOrReset) {
    fault_server server;
    server.script({reply{}.stall_after(5).cut_after(10), reply{}.stall_after(5).reset_after(5)});
    for (const stream_end end : {stream_end::fin, stream_end::reset}) {
        loopback_client client(server.port());
        client.post("{}");
        ASSERT_TRUE(server.wait_for_stalled(1));
        EXPECT_EQ(client.read(5), "HTTP/");
        server.release();
        EXPECT_EQ(client.read_to_end().second, end);
    }
}

TEST(FaultReplies, DelayAndTrickleTakeTheirTime) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(fetch(reply{"slow"}.delay(milliseconds(20))).body, "slow");
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(20));

    const auto middle = std::chrono::steady_clock::now();
    EXPECT_EQ(fetch_to_end(reply{}.cut_after(20).trickle(2, milliseconds(1))).first.size(), 20U);
    EXPECT_GE(std::chrono::steady_clock::now() - middle, milliseconds(9));
    EXPECT_EQ(fetch(reply{"in single bytes"}.trickle(1)).body, "in single bytes");
}

TEST(FaultReplies, IdleConnectionsCanBeClosedOnDemand) {
    fault_server server;
    server.script({reply{}, reply::stall(), reply{std::string(64U << 20U, 'x')}});
    loopback_client idle(server.port());
    idle.post("{}");
    EXPECT_EQ(idle.read_reply().body, "{}");
    loopback_client stalled(server.port());
    stalled.post("{}");
    ASSERT_TRUE(server.wait_for_stalled(1));
    loopback_client flooded(server.port());
    flooded.post("{}");
    ASSERT_TRUE(server.wait_for_requests(3));
    server.close_all_connections();
    EXPECT_EQ(server.open_connections(), 0U);
    EXPECT_EQ(idle.read_to_end(), std::pair(std::string(), stream_end::fin));
    EXPECT_EQ(stalled.read_to_end(), std::pair(std::string(), stream_end::fin));
    loopback_client fresh(server.port());
    fresh.post("{}");
    EXPECT_EQ(fresh.read_reply().body, "{}");
}

}  // namespace
}  // namespace dynaco::test::fault_replies_test
