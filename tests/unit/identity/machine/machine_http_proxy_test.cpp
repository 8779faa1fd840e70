#include "support/proxy_server.hpp"
#include "unit/identity/machine/machine_http_bench.hpp"

#include <gtest/gtest.h>

#include <string>

/// Proxies of the HTTP client for credentials.
namespace dynaco::test::machine_http_proxy_test {
namespace {

using MachineHttpProxy = MachineHttp;

const variables& through(const proxy_server& proxy) {
    static variables all;
    all = {{"http_proxy", "http://" + proxy.place()}, {"https_proxy", "http://" + proxy.place()}};
    return all;
}

TEST_F(MachineHttpProxy, GoesThroughTheEnvironmentsProxy) {
    const proxy_server proxy;
    use({}, through(proxy));
    http_request r = request_to(server);
    r.origin.host = "sts.example.com";  // which only the proxy resolves
    EXPECT_EQ(body_of(r), "{}");
    EXPECT_EQ(proxy.requests().size(), 1U);
    EXPECT_EQ(server.requests().at(0).header("host"), "sts.example.com:" + std::to_string(server.port()));
}

TEST_F(MachineHttpProxy, ThisMachineNeedsNoProxy) {
    const proxy_server proxy;
    use({}, through(proxy));
    EXPECT_TRUE(ask());
    EXPECT_TRUE(proxy.requests().empty());
}

TEST_F(MachineHttpProxy, SecureRequestsGoThroughATunnel) {
    const fault_server secure{tls_options{}};
    const proxy_server proxy;
    use({.ca_file = secure.ca_pem_file().string(), .proxy = proxy.place()});
    EXPECT_EQ(body_of(request_to(secure)), "{}");
    EXPECT_EQ(proxy.requests().size(), 1U);
}

TEST_F(MachineHttpProxy, MetadataNeverGoThroughAProxy) {
    const proxy_server proxy;
    use({.proxy = proxy.place()});
    http_request r = request_to(server);
    EXPECT_EQ(body_of(r), "{}");
    EXPECT_EQ(proxy.requests().size(), 1U);
    r.direct = true;
    EXPECT_EQ(body_of(r), "{}");
    EXPECT_EQ(proxy.requests().size(), 1U);
}

TEST_F(MachineHttpProxy, ProxyThatRefusesAndProxyThatIsNone) {
    const proxy_server proxy({.answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
                              .then = proxy_manners::afterwards::closes});
    use({.proxy = "http://user:s3cret@" + proxy.place()});
    const failure refused = fail(request_to(server));
    EXPECT_EQ(refused.cause(), errc::proxy_refused);
    EXPECT_EQ(refused.diagnostics().http_status, 407);
    EXPECT_EQ(refused.text().find("s3cret"), std::string::npos) << refused.text();
    use({}, {{"HTTP_PROXY", "https://user:s3cret@squid"}});
    http_request r = request_to(server);
    r.origin.host = "sts.example.com";
    const failure none = fail(r);
    EXPECT_EQ(none.cause(), errc::invalid_proxy);
    EXPECT_NE(none.diagnostics().detail.find("HTTP_PROXY"), std::string::npos) << none.text();
    EXPECT_EQ(none.text().find("s3cret"), std::string::npos) << none.text();
}

TEST_F(MachineHttpProxy, EnvironmentIsReadWhenItIsMade) {
    int reads = 0;
    http = machine_http({}, [&reads](std::string_view) {
        ++reads;
        return std::string();
    });
    const int before = reads;
    EXPECT_GT(before, 0);
    EXPECT_TRUE(ask());
    EXPECT_EQ(reads, before);
}

}  // namespace
}  // namespace dynaco::test::machine_http_proxy_test
