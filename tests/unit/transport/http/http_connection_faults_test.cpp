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

/// Responses and peers that are broken, slow or too large; cancellation and deadlines.
namespace dynaco::test::http_connection_faults_test {
namespace {

// All tests run for plain connections and for TLS.
class HttpConnectionFaults : public OverTcpAndTls {};
INSTANTIATE_TEST_SUITE_P(Over, HttpConnectionFaults, testing::Bool(), &HttpConnectionFaults::name_of);

const std::string large(std::size_t{300} * 1024, 'x');

TEST_P(HttpConnectionFaults, RefusesAHeadOver64KiB) {
    server->script({reply{}.oversize_head(60'000), reply{}.oversize_head(70'000),
                    reply{}.oversize_head(1'000'000), reply{}});
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(bench->fail().cause(), errc::reply_too_large);
    EXPECT_EQ(bench->fail().cause(), errc::reply_too_large);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 3U);
}

TEST_P(HttpConnectionFaults, RefusesABodyOverTheLimit) {
    limit({.max_body = 1000});
    const std::string most(1000, 'x');
    const std::string too_much(1001, 'x');
    server->script({reply{most}, reply{most}.chunked({400}), reply{most}.until_close(), reply{too_much},
                    reply{too_much}.chunked({400}), reply{too_much}.until_close(),
                    reply{}.content_length(1ULL << 60), reply{}});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(bench->text(), most);
    for (int i = 0; i < 4; ++i) {
        const failure why = bench->fail();
        EXPECT_EQ(why.cause(), errc::reply_too_large) << i;
        EXPECT_EQ(why.diagnostics().http_status, 200);
        EXPECT_NE(why.text().find("max_reply_size"), std::string::npos) << why.text();
    }
    EXPECT_EQ(bench->text(), "{}");
}

TEST_P(HttpConnectionFaults, RefusesAnEndlessLineInAChunkedBody) {
    const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    server->script({reply::raw(head + "1;" + std::string(5'000'000, 'x')), reply{}});
    EXPECT_EQ(bench->fail().cause(), errc::reply_too_large);
    EXPECT_EQ(bench->text(), "{}");
}

// A refusal that arrives while a long request is still being sent, on a connection that the peer then closes.
TEST(HttpConnectionOverTcp, ReadsTheReplyToARequestThatWasNotTakenWhole) {
    for (const bool refuses : {true, false}) {
        boost::asio::io_context io;
        boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::address_v4::loopback(), 0});
        std::thread peer([&] {
            boost::asio::ip::tcp::socket socket(io);
            acceptor.accept(socket);
            std::array<char, 1024> some{};
            socket.read_some(boost::asio::buffer(some));
            const std::string_view reply = refuses ? "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}"
                                                   : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
            boost::asio::write(socket, boost::asio::buffer(reply));
        });  // unread bytes make the end a reset
        pool_bench bench({.tls = false, .host = "127.0.0.1", .port = acceptor.local_endpoint().port()}, "",
                         {});
        const exchange_result got = bench.ask(std::string(std::size_t{12} << 20, 'x'));
        peer.join();
        if (refuses) {
            ASSERT_TRUE(got.reply) << got.reply.error().text();
            EXPECT_EQ(got.reply->status, 400);
            EXPECT_FALSE(got.reply->keep_alive);
        } else {
            ASSERT_FALSE(got.reply);
            EXPECT_EQ(got.reply.error().cause(), errc::connection_lost);
        }
        EXPECT_EQ(bench.counts().idle, 0U);
    }
}

/// A peer that responds to a small request, then refuses a long one after its first bytes, reads no more of
/// it and leaves the connection open.
class unwilling_peer {
 public:
    explicit unwilling_peer(bool tls) : tls_(tls) {
        thread_ = std::thread([this] {
            boost::asio::ip::tcp::socket socket(io_);
            acceptor_.accept(socket);
            if (!tls_) return serve(socket);
            boost::asio::ssl::context context = tls_server_context(authority_, {});
            boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream(std::move(socket), context);
            stream.handshake(boost::asio::ssl::stream_base::server);
            serve(stream);
        });
    }
    ~unwilling_peer() {
        leave_.set_value();
        thread_.join();
    }
    unwilling_peer(const unwilling_peer&) = delete;
    unwilling_peer& operator=(const unwilling_peer&) = delete;

    [[nodiscard]] origin place() const {
        return {.tls = tls_, .host = "localhost", .port = acceptor_.local_endpoint().port()};
    }
    [[nodiscard]] const certificate_authority& authority() const { return authority_; }

 private:
    template <class Stream>
    void serve(Stream& stream) {
        std::array<char, 1024> some{};
        stream.read_some(boost::asio::buffer(some));
        write(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        stream.read_some(boost::asio::buffer(some));
        write(stream, "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}");
        leave_.get_future().wait();
    }
    template <class Stream>
    static void write(Stream& stream, std::string_view text) {
        boost::asio::write(stream, boost::asio::buffer(text));
    }

    const bool tls_;
    certificate_authority authority_{};
    boost::asio::io_context io_{};
    boost::asio::ip::tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
    std::promise<void> leave_{};
    std::thread thread_{};
};

TEST(HttpConnectionOfAnUnwillingPeer, ReadsTheReplyWhileTheRequestIsBeingSent) {
    for (const bool tls : {false, true}) {
        unwilling_peer peer(tls);
        const temporary_file ca(peer.authority().pem());
        // Not by the end of the attempt's time, which would let the reply be read, too.
        pool_bench bench(peer.place(), ca.path(), {.attempt_timeout = std::chrono::hours(1)});
        ASSERT_TRUE(bench.ask().reply);
        const exchange_result got = bench.ask(std::string(std::size_t{32} << 20, 'x'));
        ASSERT_TRUE(got.reply) << got.reply.error().text();
        EXPECT_EQ(got.reply->status, 400);
        EXPECT_FALSE(got.reply->keep_alive);
    }
}

// A peer that responds after it has read everything is not disturbed.
TEST_P(HttpConnectionFaults, SendsALongRequestWhole) {
    const std::string body(std::size_t{8} << 20, 'x');
    for (int i = 0; i < 3; ++i) {
        const exchange_result got = bench->ask(body);
        ASSERT_TRUE(got.reply) << got.reply.error().text();
        EXPECT_TRUE(got.reply->keep_alive);
        EXPECT_EQ(server->requests().back().body.size(), body.size());
    }
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(HttpConnectionFaults, ReportsAReplyThatIsCutShortAnywhere) {
    int failures = 0;
    for (std::size_t cut = 0; cut < 1000; cut += 13) {
        server->script({reply{R"({"a":"0123456789"})"}.crc(crc_header::absent).cut_after(cut)});
        const exchange_result got = bench->ask();
        if (got.reply) break;
        ++failures;
        EXPECT_EQ(got.reply.error().cause(), errc::connection_lost) << cut << got.reply.error().text();
        EXPECT_EQ(got.nothing_received, cut == 0) << cut;
    }
    EXPECT_GT(failures, 5);
}

TEST_P(HttpConnectionFaults, ReportsABodyOfAnyFramingThatIsCutShort) {
    const reply kinds[] = {reply{large}, reply{large}.chunked({1000}), reply{large}.chunked()};
    for (const reply& kind : kinds) {
        server->script({kind.cut_after(100'000), kind.reset_after(100'000)});
        EXPECT_EQ(bench->fail().cause(), errc::connection_lost);
        EXPECT_EQ(bench->fail().cause(), errc::connection_lost);
    }
    server->script({reply{large}.until_close().reset_after(100'000)});
    EXPECT_EQ(bench->fail().cause(), errc::connection_lost);
    EXPECT_EQ(bench->text(), "{}");
}

TEST_P(HttpConnectionFaults, UntilCloseIsOnlyCompleteIfTlsSaysSo) {
    server->script({reply{"abc"}.until_close().without_close_notify()});
    const exchange_result got = bench->ask();
    EXPECT_EQ(got.reply.has_value(), !GetParam());
    if (!got.reply) {
        EXPECT_EQ(got.reply.error().cause(), errc::connection_lost);
    }
}

TEST_P(HttpConnectionFaults, ReportsAResetAtAnyMoment) {
    server->script(
        {reply::reset_before_reading(), reply::reset_after_reading(), reply{}.reset_after(10), reply{}});
    const exchange_result before = bench->ask();
    const exchange_result after = bench->ask();
    const exchange_result within = bench->ask();
    for (const exchange_result* each : {&before, &after, &within}) {
        ASSERT_FALSE(each->reply);
        EXPECT_EQ(each->reply.error().cause(), errc::connection_lost);
        EXPECT_FALSE(each->reply.error().diagnostics().detail.empty());
    }
    EXPECT_TRUE(before.nothing_received);
    EXPECT_TRUE(after.nothing_received);
    EXPECT_FALSE(within.nothing_received);
    EXPECT_EQ(bench->text(), "{}");
}

TEST_P(HttpConnectionFaults, RefusesWhatIsNotHttp) {
    const char* const texts[] = {
        "\x01\x02\x03\x04\x05\x06\x07\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/2 200\r\n\r\n",
    };
    for (const char* text : texts) {
        server->script({reply::raw(text)});
        const exchange_result got = bench->ask();
        ASSERT_FALSE(got.reply) << text;
        EXPECT_EQ(got.reply.error().cause(), errc::malformed_reply) << text << got.reply.error().text();
        EXPECT_FALSE(got.nothing_received);
    }
    EXPECT_EQ(bench->text(), "{}");
}

TEST_P(HttpConnectionFaults, StallsEndWithTheAttempt) {
    limit({.attempt_timeout = milliseconds(150)});
    for (const reply& stalled :
         {reply::stall(), reply{}.stall_after(10), reply{large}.stall_after(100'000),
          reply{large}.chunked({1000}).stall_after(100'000), reply{"a"}.until_close().stall_after(200)}) {
        server->script({stalled});
        const auto begin = std::chrono::steady_clock::now();
        const failure why = bench->fail();
        const auto took = std::chrono::steady_clock::now() - begin;
        EXPECT_EQ(why.cause(), errc::attempt_timed_out) << why.text();
        EXPECT_GE(took, milliseconds(140));
        EXPECT_LT(took, seconds(3));
        EXPECT_NE(why.text().find("attempt_timeout"), std::string::npos) << why.text();
    }
    server->release();
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_TRUE(runs_dry(bench->io));
}

TEST(HttpConnectionToTheDeaf, IsGivenUp) {
    const blackhole deaf(blackhole_kind::never_reads);
    pool_bench b({.tls = false, .host = "127.0.0.1", .port = deaf.port()}, "",
                 {.attempt_timeout = milliseconds(150)});
    const exchange_result got = b.ask(std::string(64U << 20U, 'x'));
    ASSERT_FALSE(got.reply);
    EXPECT_EQ(got.reply.error().cause(), errc::attempt_timed_out);
}

TEST_P(HttpConnectionFaults, EndsAtOnceAfterItsDeadline) {
    limit({.attempt_timeout = milliseconds(-1000)});
    server->script({reply::stall()});
    EXPECT_EQ(bench->fail().cause(), errc::attempt_timed_out);
}

TEST_P(HttpConnectionFaults, CancellingEndsTheExchange) {
    for (const reply& stalled : {reply::stall(), reply{large}.stall_after(100'000)}) {
        server->script({stalled});
        const auto call = start_cancellable(
            bench->io.get_executor(), bench->ask_from(bench->connections, bench->place, "{}", seconds(20)));
        bench->io.restart();
        while (server->unused_replies() > 0 && !call->done) bench->io.run_one_for(milliseconds(1));
        bench->io.run_for(milliseconds(20));
        call->cancel();
        run_until(bench->io, [&call] { return call->done; });
        EXPECT_TRUE(call->thrown || call->get().reply.error().cause() == errc::canceled);
        server->release();
    }
    EXPECT_EQ(bench->text(), "{}");
}

TEST_P(HttpConnectionFaults, MayBeDestroyedUnderWay) {
    server->script({reply::stall()});
    const auto asked = bench->start_asking();
    bench->io.run_for(milliseconds(100));
    EXPECT_FALSE(asked->done);
    bench.reset();
    EXPECT_TRUE(server->wait_for_open_connections(0));
}

}  // namespace
}  // namespace dynaco::test::http_connection_faults_test
