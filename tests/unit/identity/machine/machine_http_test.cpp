#include "support/fault_server/dead_ends.hpp"
#include "unit/identity/machine/machine_http_bench.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <string>
#include <vector>

/// Requests, responses, failures and TLS of the HTTP client for credentials.
namespace dynaco::test::machine_http_test {
namespace {

// --- requests and responses ---

TEST_F(MachineHttp, SendsTheRequestAsItIs) {
    server.script({reply{"token"}});
    http_request r = request_to(server);
    r.method = "PUT";
    r.target = "/latest/api/token?x=1";
    r.headers.push_back({"X-aws-ec2-metadata-token-ttl-seconds", "21600"});
    r.body = "text";
    EXPECT_EQ(body_of(r), "token");
    const received_request got = server.requests().at(0);
    EXPECT_EQ(got.method, "PUT");
    EXPECT_EQ(got.target, "/latest/api/token?x=1");
    EXPECT_EQ(got.header("x-aws-ec2-metadata-token-ttl-seconds"), "21600");
    EXPECT_EQ(got.header("host"), "127.0.0.1:" + std::to_string(server.port()));
    EXPECT_EQ(got.header("content-length"), "4");
    EXPECT_EQ(got.header("connection"), "close");
    EXPECT_TRUE(got.header("user-agent").value_or("").starts_with("dynaco/")) << got.head;
    EXPECT_EQ(got.body, "text");
}

TEST_F(MachineHttp, ReturnsRepliesOfEveryStatus) {
    for (const unsigned status : {204U, 301U, 400U, 401U, 403U, 404U, 405U, 429U, 500U, 503U}) {
        server.script(
            {status == 204 ? reply::raw("HTTP/1.1 204 No Content\r\n\r\n") : reply{"why"}.status(status)});
        const reply_result got = ask();
        ASSERT_TRUE(got) << status << ' ' << got.error().text();
        EXPECT_EQ(got->status, static_cast<int>(status));
        EXPECT_EQ(got->body, status == 204 ? "" : "why");
    }
}

TEST_F(MachineHttp, EachRequestHasAConnectionOfItsOwn) {
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(ask());
    EXPECT_EQ(server.connections(), 3U);
    EXPECT_TRUE(server.wait_for_open_connections(0));
    EXPECT_TRUE(runs_dry(io)) << "nothing is kept that keeps a program from ending";
}

TEST_F(MachineHttp, RepliesMayBeFramedInAnyWay) {
    const std::string secret_json = R"({"SecretAccessKey":"x"})";
    const std::string length = "Content-Length: " + std::to_string(secret_json.size());
    const reply ways[] = {
        reply{secret_json}.connection_close(),
        reply{secret_json}.until_close().connection_close(),
        reply{secret_json}.chunked({1, 5}),
        reply{secret_json}.continue_first(),
        reply{secret_json}.trickle(7),
        reply::raw("HTTP/1.0 200 OK\r\n\r\n" + secret_json).connection_close(),
        reply::raw("HTTP/1.0 200 OK\r\n" + length + "\r\n\r\n" + secret_json),
        reply::raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + secret_json).connection_close(),
        reply::raw("HTTP/1.1 200 \r\nServer: EC2ws\r\n" + length + "\r\n\r\n" + secret_json),
    };
    for (const reply& each : ways) {
        server.script({each});
        EXPECT_EQ(body_of(request_to(server)), secret_json) << each.parts().raw.value_or("");
    }
}

TEST_F(MachineHttp, AcceptsAReplyOfOneMiBAndNoMore) {
    const std::string whole(std::size_t{1} << 20, 'x');
    for (const reply& each : {reply{whole}, reply{whole}.chunked({100'000}), reply{whole}.until_close()}) {
        server.script({each.connection_close()});
        EXPECT_TRUE(body_of(request_to(server)) == whole);
    }
    for (const reply& each :
         {reply{whole + 'x'}, reply{whole + 'x'}.chunked({100'000}), reply{whole + 'x'}.until_close()}) {
        server.script({each.connection_close()});
        EXPECT_EQ(fail(request_to(server)).cause(), errc::reply_too_large);
    }
}

TEST_F(MachineHttp, BodyIsTakenAndNothingStaysBehind) {
    server.script({reply{"s3cret text, longer than what fits into a string itself"}});
    reply_result got = ask();
    ASSERT_TRUE(got) << got.error().text();
    const secret body = identity::take_body(*got);
    EXPECT_EQ(body, "s3cret text, longer than what fits into a string itself");
    EXPECT_TRUE(got->body.empty());
}

TEST_F(MachineHttp, PartOfABodyIsOverwritten) {
    const std::string part(100, 's');
    server.script({reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n" + part).connection_close()});
    EXPECT_EQ(fail(request_to(server)).cause(), errc::connection_lost);
    // The next string of that size in this thread gets the memory unchanged.
    EXPECT_EQ(detail::recycled_string::of_size(200).find("ssss"), std::string::npos);
}

// --- failures ---

TEST_F(MachineHttp, FailuresNameWhatWasAskedButNotTheQuery) {
    http_request r = request_to(server);
    r.method = "POST";
    r.target = "/federation/credentials?role_name=s3cret";
    server.script({reply::reset_after_reading()});
    const failure why = fail(r);
    EXPECT_EQ(why.cause(), errc::connection_lost);
    EXPECT_TRUE(why.diagnostics().detail.starts_with(
        "POST http://127.0.0.1:" + std::to_string(server.port()) + "/federation/credentials: "))
        << why.text();
    EXPECT_EQ(why.text().find("s3cret"), std::string::npos) << why.text();
}

TEST_F(MachineHttp, BrokenRepliesAreNamed) {
    const std::pair<reply, errc> cases[] = {
        {reply::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), errc::malformed_reply},
        {reply::raw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), errc::malformed_reply},
        {reply{"{}"}.gzip(), errc::malformed_reply},  // it was not requested
        {reply{}.oversize_head(70'000), errc::reply_too_large},
        {reply{std::string(100, 'x')}.cut_after(200), errc::connection_lost},
        {reply{}.cut_after(10), errc::connection_lost},
        {reply::close_on_accept(), errc::connection_lost},
        {reply::reset_before_reading(), errc::connection_lost},
    };
    for (const auto& [answer, cause] : cases) {
        server.script({answer});
        const failure why = fail(request_to(server));
        EXPECT_EQ(why.cause(), cause) << why.text();
        EXPECT_TRUE(why.diagnostics().detail.starts_with("GET http://127.0.0.1:")) << why.text();
    }
}

TEST_F(MachineHttp, NamesAPortThatRefusesConnections) {
    const refusing_port closed;
    http_request r;
    r.origin = {.tls = false, .host = "127.0.0.1", .port = closed.port()};
    const failure why = fail(r);
    EXPECT_EQ(why.cause(), errc::connect_failed);
    EXPECT_NE(why.diagnostics().detail.find("Connection refused"), std::string::npos) << why.text();
}

TEST_F(MachineHttp, HeaderWithALineBreakIsNotSent) {
    http_request r = request_to(server);
    r.headers.push_back({"Authorization", "t0ken\n"});
    const failure why = fail(r);
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("Authorization"), std::string::npos) << why.text();
    EXPECT_EQ(why.text().find("t0ken"), std::string::npos) << why.text();
    EXPECT_EQ(server.connections(), 0U);
}

// --- TLS ---

TEST_F(MachineHttp, TrustsTheGivenAuthorityAlone) {
    const fault_server secure{tls_options{}};
    const fault_server other{tls_options{}};
    const failure unknown = fail(request_to(secure));  // to the system's
    EXPECT_EQ(unknown.cause(), errc::certificate_rejected);
    EXPECT_NE(unknown.diagnostics().detail.find("AWS_CA_BUNDLE"), std::string::npos) << unknown.text();
    use({.ca_file = secure.ca_pem_file().string()});
    EXPECT_EQ(body_of(request_to(secure)), "{}");
    EXPECT_EQ(fail(request_to(other)).cause(), errc::certificate_rejected);
    EXPECT_TRUE(other.requests().empty()) << "nothing was sent";
}

TEST_F(MachineHttp, CertificateMustBeGood) {
    for (const auto kind :
         {certificate_kind::expired, certificate_kind::wrong_host, certificate_kind::self_signed}) {
        const fault_server bad{{.certificate = kind}};
        use({.ca_file = bad.ca_pem_file().string()});
        EXPECT_EQ(fail(request_to(bad)).cause(), errc::certificate_rejected);
        use({.verify_tls = false});
        EXPECT_EQ(body_of(request_to(bad)), "{}");
    }
}

TEST_F(MachineHttp, AuthoritiesAreReadOnceAndOnlyForTls) {
    const fault_server secure{tls_options{}};
    const std::filesystem::path later = secure.ca_pem_file().string() + ".later";
    use({.ca_file = later.string()});
    EXPECT_EQ(body_of(request_to(server)), "{}") << "plain ones need none";
    const failure why = fail(request_to(secure));
    EXPECT_EQ(why.cause(), errc::invalid_ca_file);
    EXPECT_NE(why.diagnostics().detail.find(later.string()), std::string::npos) << why.text();
    std::filesystem::copy_file(secure.ca_pem_file(), later);
    EXPECT_EQ(body_of(request_to(secure)), "{}") << "what failed is tried again";
    std::filesystem::remove(later);
    EXPECT_EQ(body_of(request_to(secure)), "{}") << "what was read is kept";
}

TEST_F(MachineHttp, ManyAtOnceOnManyThreads) {
    const fault_server secure{tls_options{}};
    use({.ca_file = secure.ca_pem_file().string()});
    const http_request plain = request_to(server);
    const http_request private_one = request_to(secure);
    boost::asio::thread_pool threads(4);
    std::vector<std::future<reply_result>> all;
    for (int i = 0; i < 40; ++i)
        all.push_back(boost::asio::co_spawn(threads, http->send(i % 2 == 0 ? plain : private_one),
                                            boost::asio::use_future));
    for (auto& each : all) {
        const reply_result got = each.get();
        ASSERT_TRUE(got) << got.error().text();
        EXPECT_EQ(got->body, "{}");
    }
    threads.join();
}

}  // namespace
}  // namespace dynaco::test::machine_http_test
