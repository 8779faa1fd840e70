#include "unit/transport/pool_bench.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

/// Which replies are accepted, and whether the connection is used again after them.
namespace dynaco::test::http_replies_test {
namespace {

struct HttpReplies : testing::Test {
    void limit(const pool_bench::limits& l) { bench.emplace(server, l); }

    /// Sends two requests, and returns the number of connections.
    std::size_t connections_for(const reply& first) {
        const auto before = server.connections();
        server.script({first, reply{}});
        const pool_bench fresh(server);
        pool_bench& b = bench.emplace(server);
        (void)b.ask();
        EXPECT_EQ(b.text(), "{}");
        return server.connections() - before;
    }
    bool keeps(const reply& first) { return connections_for(first) == 1; }

    fault_server server{};
    std::optional<pool_bench> bench{std::in_place, server};
};

reply raw(const std::string& head, const std::string& body = "") {
    return reply::raw(head + "\r\n\r\n" + body);
}

TEST_F(HttpReplies, ErrorsOfTheServiceKeepTheConnection) {
    for (const unsigned status : {400U, 403U, 404U, 413U, 429U, 500U, 502U, 503U, 504U})
        for (const reply& each : {reply{R"({"__type":"x"})"}, reply{""}, reply{"<html/>"}.chunked()})
            EXPECT_TRUE(keeps(each.status(status))) << status;
}

TEST_F(HttpReplies, ConnectionCloseEndsIt) {
    for (const char* value : {"close", "Close", "keep-alive, close", "close, x"})
        EXPECT_FALSE(keeps(reply{}.header("Connection", value))) << value;
    EXPECT_TRUE(keeps(reply{}.header("Connection", "keep-alive")));
    EXPECT_FALSE(keeps(reply{}.status(500).header("Connection", "close")));
}

TEST_F(HttpReplies, Http10KeepsTheConnectionOnlyIfItSaysSo) {
    EXPECT_FALSE(keeps(raw("HTTP/1.0 200 OK\r\nContent-Length: 2", "{}")));
    EXPECT_TRUE(keeps(raw("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2", "{}")));
}

TEST_F(HttpReplies, WithoutABodyTheyAreCompleteAtOnce) {
    EXPECT_TRUE(keeps(raw("HTTP/1.1 204 No Content")));
    EXPECT_TRUE(keeps(raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 5")));
    EXPECT_TRUE(keeps(raw("HTTP/1.1 200 OK\r\nContent-Length: 0")));
    EXPECT_TRUE(keeps(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "0\r\n\r\n")));
}

TEST_F(HttpReplies, InterimRepliesArePassedOverWithinReason) {
    const auto after = [](int count) {
        std::string interim;
        for (int i = 0; i < count; ++i) interim += "HTTP/1.1 103 Early Hints\r\nDate: x\r\n\r\n";
        return reply::raw(interim + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    };
    server.script({after(1), after(16), after(17), after(1000), reply{}});
    EXPECT_EQ(bench->text(), "abc");
    const exchange_result second = bench->ask();
    ASSERT_TRUE(second.reply);
    EXPECT_EQ(second.reply->date, "") << "of an interim reply nothing is kept";
    EXPECT_EQ(bench->fail().cause(), errc::malformed_reply);
    EXPECT_EQ(bench->fail().cause(), errc::malformed_reply);
    EXPECT_EQ(bench->text(), "{}");
}

TEST_F(HttpReplies, SwitchingProtocolsIsNoAnswer) {
    server.script({raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c"), reply{}});
    EXPECT_EQ(bench->fail().cause(), errc::malformed_reply);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server.connections(), 2U);
}

TEST_F(HttpReplies, ChunksMayHaveExtensionsAndTrailers) {
    const std::string head = "HTTP/1.1 200 OK\r\nx-amz-crc32: 7\r\nTransfer-Encoding: chunked";
    server.script(
        {raw(head, "3;a=b;c=\"d\"\r\nabc\r\n0;last\r\nX-Trailer: 1\r\nx-amz-crc32: 5\r\nAge: 1\r\n\r\n"),
         reply{}});
    const exchange_result got = bench->ask();
    ASSERT_TRUE(got.reply) << got.reply.error().text();
    EXPECT_EQ(got.reply->body, "abc");
    EXPECT_EQ(got.reply->crc32, "7") << "what comes after the body is not taken for the head";
    EXPECT_FALSE(got.reply->has_age);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(HttpReplies, WhoseLengthIsInDoubtAreRefused) {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const std::string chunks = "3\r\nabc\r\n0\r\n\r\n";
    const reply doubtful[] = {
        raw(ok + "Content-Length: 3\r\nTransfer-Encoding: chunked", chunks),
        raw(ok + "Transfer-Encoding: chunked\r\nContent-Length: 3", chunks),
        raw(ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", chunks),
        raw(ok + "Transfer-Encoding: chunked, chunked", chunks),
        raw(ok + "Transfer-Encoding: gzip, chunked", chunks),
        raw(ok + "Transfer-Encoding: identity\r\nContent-Length: 3", "abc"),
        raw(ok + "Transfer-Encoding: x", chunks),
        raw(ok + "Transfer-Encoding:", chunks),
        raw("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked", chunks),
        raw(ok + "Content-Length: 3\r\nContent-Length: 4", "abc"),
        raw(ok + "Content-Length: 3, 4", "abc"),
        raw(ok + "Content-Length: -3", "abc"),
        raw(ok + "Content-Length: +3", "abc"),
        raw(ok + "Content-Length: 0x3", "abc"),
        raw(ok + "Content-Length: 3 3", "abc"),
        raw(ok + "Content-Length: 18446744073709551619", "abc"),  // 2^64 + 3
        raw(ok + "Content-Length:", "abc"),
        raw(ok + "Content-Length: 3\r\nTransfer-Encoding : chunked", chunks),
        raw(ok + "Transfer-Encoding: chunked", "10000000000000003\r\nabc\r\n0\r\n\r\n"),  // 2^64 + 3
        raw(ok + "Transfer-Encoding: chunked", "-3\r\nabc\r\n0\r\n\r\n"),
        raw(ok + "Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"),
        raw(ok + "Transfer-Encoding: chunked", "\r\n\r\n"),
    };
    for (const reply& each : doubtful) {
        const auto before = server.connections();
        server.script({each, reply{}});
        const exchange_result got = bench->ask();
        ASSERT_FALSE(got.reply) << *each.parts().raw << " gave " << got.reply->body;
        EXPECT_EQ(got.reply.error().cause(), errc::malformed_reply)
            << *each.parts().raw << got.reply.error().text();
        EXPECT_EQ(bench->text(), "{}");
        EXPECT_EQ(server.connections(), before + (before == 0 ? 2 : 1)) << *each.parts().raw;
    }
}

TEST_F(HttpReplies, TheSameLengthTwiceIsALength) {
    EXPECT_TRUE(keeps(raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3", "abc")));
}

TEST_F(HttpReplies, HeadersThatComeTwiceAreAList) {
    server.script({reply{}
                       .header("Date", "a")
                       .header("Date", "b")
                       .header("x-amz-crc32", "1")
                       .header("X-Amz-Crc32", "1")});
    const exchange_result got = bench->ask();
    ASSERT_TRUE(got.reply);
    EXPECT_EQ(got.reply->date, "a, b");
    EXPECT_EQ(got.reply->crc32, "1, 1") << "which is not a number";
}

TEST_F(HttpReplies, FloodsOfHeadersAreRefused) {
    std::string many = "HTTP/1.1 200 OK";
    for (int i = 0; i < 20'000; ++i) many += "\r\nX-" + std::to_string(i) + ": " + std::to_string(i);
    std::string folded = "HTTP/1.1 200 OK\r\nX: y";
    for (int i = 0; i < 20'000; ++i) folded += "\r\n z";
    server.script({raw(many), raw(folded), reply{}});
    EXPECT_EQ(bench->fail().cause(), errc::reply_too_large);
    EXPECT_TRUE(bench->fail().code() == condition::bad_reply);
    EXPECT_EQ(bench->text(), "{}");
}

// --- long errors ---

const std::string long_error(std::size_t{300} * 1024, 'e');

TEST_F(HttpReplies, OfALongErrorOnlyTheBeginningIsRead) {
    for (const unsigned status : {301U, 403U, 413U, 500U, 503U})
        for (const reply& each :
             {reply{long_error}, reply{long_error}.chunked({1000}), reply{long_error}.chunked(),
              reply{long_error}.until_close(), reply{}.content_length(1ULL << 62).body(long_error)}) {
            server.script({each.status(status), reply{}});
            const exchange_result got = bench->ask();
            ASSERT_TRUE(got.reply) << got.reply.error().text();
            EXPECT_TRUE(got.reply->cut);
            EXPECT_FALSE(got.reply->keep_alive);
            EXPECT_EQ(got.reply->body, long_error.substr(0, 65'536));
            EXPECT_EQ(bench->text(), "{}");
        }
    EXPECT_EQ(server.connections(), 26U) << "a new one after each";
}

TEST_F(HttpReplies, UpToTheLimitItIsReadWhole) {
    const std::string most(65'536, 'e');
    for (const reply& each : {reply{most}, reply{most}.chunked({1000})}) {
        server.script({each.status(503)});
        const exchange_result got = bench->ask();
        ASSERT_TRUE(got.reply);
        EXPECT_FALSE(got.reply->cut);
        EXPECT_EQ(got.reply->body, most);
    }
    EXPECT_EQ(server.connections(), 1U);
}

TEST_F(HttpReplies, ErrorsThatMayHoldItemsAreReadWhole) {
    limit({.max_body = std::size_t{1} << 20});
    server.script({reply{long_error}.status(400), reply{long_error}.status(400).chunked()});
    EXPECT_EQ(bench->text(), long_error);
    EXPECT_EQ(bench->text(), long_error);
    EXPECT_EQ(server.connections(), 1U);
    limit({.max_body = 1000});
    server.script({reply{long_error}.status(400), reply{long_error}.status(503)});
    EXPECT_EQ(bench->fail().cause(), errc::reply_too_large);
    EXPECT_EQ(bench->text(), long_error.substr(0, 1000)) << "the user's limit is a limit of errors, too";
}

TEST_F(HttpReplies, ALongErrorThatIsCutShortIsALostConnection) {
    for (const reply& each : {reply{long_error}, reply{long_error}.chunked({1000})}) {
        server.script({each.status(503).cut_after(30'000)});
        EXPECT_EQ(bench->fail().cause(), errc::connection_lost);
    }
}

// --- large replies ---

TEST_F(HttpReplies, SixteenMegabytesTakeTwiceTheirSizeAtMost) {
    limit({.max_body = std::size_t{64} << 20, .attempt_timeout = seconds(60)});
    const std::string batch(std::size_t{16} << 20, 'b');
    for (const reply& each : {reply{batch}, reply{batch}.chunked(std::vector<std::size_t>(200, 77'777)),
                              reply{batch}.until_close()}) {
        server.script({each});
        const exchange_result got = bench->ask();
        ASSERT_TRUE(got.reply) << got.reply.error().text();
        EXPECT_TRUE(got.reply->body == batch);
        EXPECT_LE(got.reply->body.capacity(), 2 * batch.size());
    }
}

// --- connections that were idle ---

TEST_F(HttpReplies, WhatComesUnaskedIsNoAnswer) {
    server.script({reply{}, reply{"second"}});
    {
        const auto held = bench->take();
        ASSERT_TRUE(bench->ask(held).reply);
        server.close_all_connections();
        const exchange_result got = bench->ask(held);
        ASSERT_FALSE(got.reply);
        EXPECT_EQ(got.reply.error().cause(), errc::connection_lost);
        EXPECT_TRUE(got.nothing_received);
        EXPECT_TRUE(got.nothing_sent) << "a write that was not sent was not applied";
    }
    EXPECT_EQ(bench->text(), "second");
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(HttpReplies, AReplyToNobodyIsNotTakenForTheNext) {
    const std::string unasked = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
    server.script({reply::raw(good + unasked).trickle(good.size(), milliseconds(100)), reply{"second"}});
    {
        const auto held = bench->take();
        const exchange_result first = bench->ask(held);
        ASSERT_TRUE(first.reply);
        EXPECT_EQ(first.reply->body, "abc");
        const auto until = std::chrono::steady_clock::now() + seconds(5);
        while ((**held)->looks_alive() && std::chrono::steady_clock::now() < until) bench->settle();
        const exchange_result got = bench->ask(held);
        ASSERT_FALSE(got.reply) << got.reply->status;
        EXPECT_TRUE(got.nothing_sent);
    }
    EXPECT_EQ(bench->text(), "second");
}

TEST_F(HttpReplies, TellHowLongTheHeadTook) {
    server.script({reply{}.delay(milliseconds(30))});
    const auto begin = std::chrono::steady_clock::now();
    const exchange_result got = bench->ask();
    const auto took = std::chrono::steady_clock::now() - begin;
    ASSERT_TRUE(got.reply);
    EXPECT_GE(got.reply->time_to_head, milliseconds(30));
    EXPECT_LE(got.reply->time_to_head, took);
}

}  // namespace
}  // namespace dynaco::test::http_replies_test
