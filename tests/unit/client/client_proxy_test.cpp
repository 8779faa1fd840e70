#include "client_bench.hpp"
#include "support/proxy_server.hpp"

#include <string>

/// Calls through a proxy.
namespace dynaco::test::client_proxy_test {
namespace {

class ClientBehindAProxy : public Client {
 protected:
    void SetUp() override { server.otherwise(two_tables); }
    /// The server, with a name that only the proxy knows.
    client_options to_name() const {
        auto options = to_server();
        options.endpoint = "http://db.example.invalid:" + std::to_string(server.port());
        return options;
    }

    const scoped_variables none{
        {"HTTP_PROXY", nullptr},  {"http_proxy", nullptr}, {"HTTPS_PROXY", nullptr},
        {"https_proxy", nullptr}, {"ALL_PROXY", nullptr},  {"all_proxy", nullptr},
        {"NO_PROXY", nullptr},    {"no_proxy", nullptr},   {"REQUEST_METHOD", nullptr}};
    proxy_server through{};
};

TEST_F(ClientBehindAProxy, ConfiguredProxyIsUsed) {
    auto options = to_name();
    options.proxy = "http://user:hunter2@" + through.place();
    const auto answer = ask(make(options));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_NE(through.requests().at(0).find("Proxy-Authorization: Basic dXNlcjpodW50ZXIy\r\n"),
              std::string::npos);
    EXPECT_EQ(server.requests().at(0).header("host"), "db.example.invalid:" + std::to_string(server.port()));
    EXPECT_FALSE(server.requests().at(0).header("proxy-authorization")) << "meant for the proxy alone";
}

TEST_F(ClientBehindAProxy, TunnelsToASecureEndpoint) {
    fault_server secure{tls_options{}};
    secure.otherwise(two_tables);
    auto options = to_server();
    options.endpoint = secure.url();
    options.ca_file = secure.ca_pem_file().string();
    options.proxy = through.place();
    const auto answer = ask(make(options));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(through.requests().size(), 1U);
}

TEST_F(ClientBehindAProxy, ProxyOfTheEnvironmentIsUsed) {
    const scoped_variables set{{"HTTP_PROXY", through.place().c_str()}};
    const auto answer = ask(make(to_name()));
    ASSERT_TRUE(answer) << answer.error().text();
    EXPECT_EQ(through.requests().size(), 1U);
    EXPECT_TRUE(ask(make(to_server()))) << "this machine";
    EXPECT_EQ(through.requests().size(), 1U);
}

TEST_F(ClientBehindAProxy, RefusalIsNotRepeatedAndSaysWhatToDo) {
    const proxy_server refusing(
        {.answer = "HTTP/1.1 407 Who are you\r\n\r\n", .then = proxy_manners::afterwards::closes});
    auto options = to_name();
    options.proxy = "http://user:hunter2@" + refusing.place();
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::proxy_refused);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_EQ(refusing.requests().size(), 1U);
    const std::string text = why.text();
    EXPECT_NE(text.find("proxy " + refusing.place() + " answered 407 Who are you"), std::string::npos)
        << text;
    EXPECT_NE(text.find("HTTPS_PROXY"), std::string::npos) << text;
    for (const char* secret : {"hunter2", "dXNlcjpodW50ZXIy"})
        EXPECT_EQ(text.find(secret), std::string::npos) << text;
}

TEST_F(ClientBehindAProxy, BadGatewayIsTriedAgain) {
    const proxy_server overloaded(
        {.answer = "HTTP/1.1 502 Bad Gateway\r\n\r\n", .then = proxy_manners::afterwards::closes});
    auto options = to_name();
    options.proxy = overloaded.place();
    options.retry.max_attempts = 2;
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::proxy_refused);
    EXPECT_EQ(overloaded.requests().size(), 2U);
}

TEST_F(ClientBehindAProxy, InvalidProxyIsToldWhenTheClientIsMade) {
    EXPECT_EQ(refused({.endpoint = "http://localhost:1", .proxy = "socks5://localhost:1"}).cause(),
              errc::invalid_proxy);
    const scoped_variables set{{"HTTPS_PROXY", "https://user:hunter2@proxy"}};
    const failure why = refused({.region = "eu-west-1"});
    EXPECT_EQ(why.cause(), errc::invalid_proxy);
    EXPECT_NE(why.text().find("HTTPS_PROXY"), std::string::npos) << why.text();
    EXPECT_EQ(why.text().find("hunter2"), std::string::npos) << why.text();
    EXPECT_EQ(make({.endpoint = "http://db.example.com"}).endpoint(), "http://db.example.com")
        << "not needed";
}

}  // namespace
}  // namespace dynaco::test::client_proxy_test
