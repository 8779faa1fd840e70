#include "transport/connect/proxy_tunnel.hpp"

#include "support/proxy_server.hpp"
#include "unit/transport/opening_bench.hpp"
#include "unit/transport/pool_bench.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::proxy_tunnel_test {
namespace {

using afterwards = proxy_manners::afterwards;

/// Opens connections through a proxy that is called "squid".
struct tunnel_bench : opening_bench {
    explicit tunnel_bench(const fault_server& server, std::uint16_t port) : opening_bench(server) {
        resolve_to({{loopback(port)}});
        setup.proxy_of = [this, only = to](const origin& o) -> result<std::optional<proxy>> {
            if (o == only) return squid;
            return std::nullopt;
        };
    }
    tunnel_bench(const fault_server& server, const proxy_server& through)
        : tunnel_bench(server, through.port()) {}

    proxy squid{.host = "squid", .port = 3128};
};

TEST(ProxyTunnel, LeadsToPlainServers) {
    const fault_server server;
    const proxy_server through;
    tunnel_bench b(server, through);
    const auto c = b.open();
    EXPECT_EQ(b.ask(c), "{}");
    EXPECT_EQ(b.ask(c), "{}");
    const std::string target = "localhost:" + std::to_string(server.port());
    EXPECT_EQ(through.requests(),
              std::vector{"CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n"});
    EXPECT_EQ(b.names->asked, std::vector<std::string>{"squid:3128"}) << "the proxy resolves the rest";
}

TEST(ProxyTunnel, LeadsToSecureServers) {
    const fault_server server{tls_options{}};
    const proxy_server through;
    tunnel_bench b(server, through);
    const auto c = b.open();
    EXPECT_EQ(b.ask(c), "{}");
    EXPECT_EQ(b.ask(c), "{}");
    EXPECT_GT((**c).opened_in.handshake.count(), 0);
    EXPECT_EQ(b.ask(b.open()), "{}") << "with a resumed session";
}

TEST(ProxyTunnel, CertificateIsThatOfTheOrigin) {
    const fault_server server{{.certificate = certificate_kind::wrong_host}};
    const proxy_server through;
    tunnel_bench b(server, through);
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::certificate_rejected);
    EXPECT_EQ(why.diagnostics().detail, "TLS handshake with localhost:" + std::to_string(server.port()) +
                                            " through proxy squid:3128: hostname mismatch");
}

TEST(ProxyTunnel, SendsTheAuthorization) {
    const fault_server server;
    const proxy_server through;
    tunnel_bench b(server, through);
    b.squid.authorization = "Basic dTpodW50ZXIy";
    EXPECT_TRUE(b.open());
    EXPECT_NE(through.requests().at(0).find("\r\nProxy-Authorization: Basic dTpodW50ZXIy\r\n"),
              std::string::npos);
    EXPECT_EQ(through.requests().at(0).find("\r\nAuthorization"), std::string::npos);
}

TEST(ProxyTunnel, NamesAddressesOfVersion6InBrackets) {
    const fault_server server;
    const proxy_server through({.answer = "HTTP/1.1 403 Forbidden\r\n\r\n", .then = afterwards::closes});
    tunnel_bench b(server, through);
    b.to = {.tls = false, .host = "fd00::1", .port = 8000};
    const proxy there{.host = "127.0.0.1", .port = through.port()};
    b.setup.proxy_of = [there](const origin&) { return there; };
    (void)b.fail();
    EXPECT_TRUE(through.requests().at(0).starts_with("CONNECT [fd00::1]:8000 HTTP/1.1\r\n"));
}

TEST(ProxyTunnel, OtherOriginsGoDirectly) {
    const fault_server server;
    const proxy_server through;
    tunnel_bench b(server, through);
    b.to.host = "127.0.0.1";
    EXPECT_EQ(b.ask(b.open()), "{}");
    EXPECT_TRUE(through.requests().empty());
}

TEST(ProxyTunnel, RuleThatFailsIsNotPassedOver) {
    const fault_server server;
    tunnel_bench b(server, 1);
    b.setup.proxy_of = [](const origin&) { return failure(errc::invalid_proxy, {.detail = "http_proxy"}); };
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::invalid_proxy);
    EXPECT_EQ(why.diagnostics().detail, "http_proxy");
    EXPECT_EQ(server.connections(), 0U);
}

TEST(ProxyTunnel, AnswerMayComeInPieces) {
    const fault_server server;
    const proxy_server through({.answer = "HTTP/1.1 100 Continue\r\n\r\n"
                                          "HTTP/1.0 204 \r\nVia: squid\r\nContent-Length: 7\r\n\r\n",
                                .piece_size = 1});
    tunnel_bench b(server, through);
    EXPECT_EQ(b.ask(b.open()), "{}") << "an interim reply, another 2xx, fields that mean nothing here";
}

// --- refusals ---

struct refusal {
    const char* name;
    proxy_manners manners;
    errc cause;
    int status;
    std::string detail;
};

class ProxyRefusal : public testing::TestWithParam<refusal> {};

TEST_P(ProxyRefusal, IsNamed) {
    const fault_server server;
    const proxy_server through(GetParam().manners);
    tunnel_bench b(server, through);
    b.squid.authorization = "Basic dTpodW50ZXIy";
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), GetParam().cause) << why.text();
    EXPECT_EQ(why.diagnostics().http_status, GetParam().status);
    EXPECT_EQ(why.diagnostics().detail.substr(0, GetParam().detail.size()), GetParam().detail) << why.text();
    EXPECT_EQ(why.text().find("dTpodW50ZXIy"), std::string::npos) << why.text();
    EXPECT_EQ(server.connections(), 0U);
    EXPECT_TRUE(runs_dry(b.io));
}

constexpr auto refused = errc::proxy_refused;

INSTANTIATE_TEST_SUITE_P(
    All, ProxyRefusal,
    testing::Values(
        refusal{"Authentication",
                {.answer = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
                           "Content-Length: 5\r\n\r\nhello",
                 .then = afterwards::stalls},
                refused,
                407,
                "proxy squid:3128 answered 407 Proxy Authentication Required"},
        refusal{"Forbidden",
                {.answer = "HTTP/1.1 403 no\t\xff\r\n\r\n", .then = afterwards::closes},
                refused,
                403,
                "proxy squid:3128 answered 403 no??"},
        refusal{"Unreachable",
                {.answer = "HTTP/1.1 502 Bad Gateway\r\n\r\n", .then = afterwards::closes},
                refused,
                502,
                "proxy squid:3128 answered 502 Bad Gateway"},
        refusal{"NoReason",
                {.answer = "HTTP/1.1 503 \r\n\r\n", .then = afterwards::closes},
                refused,
                503,
                "proxy squid:3128 answered 503"},
        refusal{
            "Redirect",
            {.answer = "HTTP/1.1 302 Found\r\nLocation: http://login/\r\n\r\n", .then = afterwards::closes},
            refused,
            302,
            "proxy squid:3128 answered 302 Found"},
        refusal{"SpeaksBeforeTheClient",
                {.answer = "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n", .then = afterwards::stalls},
                refused,
                0,
                "proxy squid:3128 sent more bytes than its response"},
        refusal{"NoHttp",
                {.answer = "SSH-2.0-OpenSSH_9.2\r\n", .then = afterwards::stalls},
                refused,
                0,
                "proxy squid:3128 did not send an HTTP response: "},
        refusal{"EndlessHead",
                {.answer = "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'), .then = afterwards::stalls},
                refused,
                0,
                "proxy squid:3128 sent a response head that is longer than 16 KiB"},
        refusal{"Closes",
                {.answer = "", .then = afterwards::closes},
                errc::connect_failed,
                0,
                "proxy squid:3128: "},
        refusal{"ClosesWithinTheHead",
                {.answer = "HTTP/1.1 200 OK\r\nVia:", .then = afterwards::closes},
                errc::connect_failed,
                0,
                "proxy squid:3128: "}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(ProxyTunnel, LongReasonIsCut) {
    const fault_server server;
    const proxy_server through(
        {.answer = "HTTP/1.1 403 " + std::string(1000, 'x') + "\r\n\r\n", .then = afterwards::closes});
    tunnel_bench b(server, through);
    EXPECT_EQ(b.detail(), "proxy squid:3128 answered 403 " + std::string(100, 'x'));
}

TEST(ProxyTunnel, ProxyThatRefusesConnections) {
    const fault_server server;
    const refusing_port closed;
    tunnel_bench b(server, closed.port());
    const failure why = b.fail();
    EXPECT_EQ(why.cause(), errc::connect_failed);
    EXPECT_EQ(why.diagnostics().detail,
              "proxy squid:3128: 127.0.0.1:" + std::to_string(closed.port()) + ": Connection refused");
}

TEST(ProxyTunnel, ProxyWithoutAddress) {
    const fault_server server;
    tunnel_bench b(server, 1);
    b.resolve_to({endpoint_list{}});
    EXPECT_EQ(b.fail().cause(), errc::resolve_failed);
    EXPECT_EQ(b.detail(), "proxy squid:3128: resolving squid: the name has no addresses");
}

TEST(ProxyTunnel, StallTimesOutAndSaysWhere) {
    const fault_server server;
    const proxy_server silent({.answer = "", .then = afterwards::stalls});
    const proxy_server half({.answer = "HTTP/1.1 200 OK\r\nVia:", .then = afterwards::stalls});
    for (const proxy_server* through : {&silent, &half}) {
        tunnel_bench t(server, *through);
        pool_bench b(server, {.connect_timeout = milliseconds(100)});
        b.connections =
            pool::make(b.io.get_executor(), t.setup, pool_options{.connect_timeout = milliseconds(100)});
        b.place = t.to;
        const failure why = b.fail();
        EXPECT_EQ(why.cause(), errc::connect_timed_out) << why.text();
        EXPECT_EQ(why.diagnostics().detail, "waiting for proxy squid:3128");
        EXPECT_TRUE(runs_dry(b.io));
    }
}

}  // namespace
}  // namespace dynaco::test::proxy_tunnel_test
