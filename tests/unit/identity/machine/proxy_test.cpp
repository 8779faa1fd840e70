#include "identity/machine/proxy.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::proxy_test {
namespace {

using variables = std::map<std::string, std::string, std::less<>>;

// "host:port authorization", "none", or the error's text.
std::string chosen(std::string_view configured, const transport::origin& to, const variables& all) {
    const auto env = [&all](std::string_view name) {
        const auto at = all.find(name);
        return at == all.end() ? std::string() : at->second;
    };
    const auto through = resolve_proxy(configured, to, env);
    if (!through) return "failure: " + through.error().text();
    if (!*through) return "none";
    return (*through)->host + ':' + std::to_string((*through)->port) + (*through)->authorization;
}

const transport::origin secure{.tls = true, .host = "db.example.com", .port = 443};
const transport::origin plain{.tls = false, .host = "db.example.com", .port = 8000};

// --- URLs ---

struct url_case {
    const char* url;
    const char* host;
    std::uint16_t port;
    const char* authorization;
};

TEST(Proxy, ReadsUrls) {
    const url_case cases[] = {
        {"http://squid:3128", "squid", 3128, ""},
        {"http://squid:3128/", "squid", 3128, ""},
        {"HTTP://Squid.Example.COM", "squid.example.com", 80, ""},
        {"squid:3128", "squid", 3128, ""},
        {"squid", "squid", 80, ""},
        {"10.0.0.1:8080", "10.0.0.1", 8080, ""},
        {"http://[FD00::1]:3128", "fd00::1", 3128, ""},
        // RFC 7617 §2
        {"http://Aladdin:open%20sesame@squid", "squid", 80, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
        {"http://user@squid:1", "squid", 1, "Basic dXNlcjo="},
        {"user:pass@squid", "squid", 80, "Basic dXNlcjpwYXNz"},
        {"http://u:p%40%2f%3a%25@squid", "squid", 80, "Basic dTpwQC86JQ=="},
        {"http://u:p@/:@squid:9", "squid", 9, "Basic dTpwQC86"},  // kindly
    };
    for (const url_case& c : cases) {
        const auto made = parse_proxy(c.url);
        ASSERT_TRUE(made) << c.url << ": " << made.error().text();
        EXPECT_EQ(made->host, c.host) << c.url;
        EXPECT_EQ(made->port, c.port) << c.url;
        EXPECT_EQ(made->authorization, c.authorization) << c.url;
    }
}

TEST(Proxy, RefusesWhatIsNoProxyAndKeepsItsSecret) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "host is missing"},
        {"http://", "host is missing"},
        {"http://u:hunter2@", "host is missing"},
        {"http://squid:0", "port"},
        {"http://squid:hunter2", "port"},
        {"http://squid:65536", "port"},
        {"http://u:hunter2@squid:port", "port"},
        {"http://squid/path", "path"},
        {"http://u:hunter2@squid/path", "path"},
        {"https://u:hunter2@squid:443", "TLS is not supported"},
        {"socks5://u:hunter2@squid:1080", "only http://"},
        {"http://u:hunter2%@squid", "percent-encoded"},
        {"http://u:hunter2%4@squid", "percent-encoded"},
        {"http://u:hunter2%+1@squid", "percent-encoded"},
        {"http://u:hunter2%zz@squid", "percent-encoded"},
        {"http://a%3ab:hunter2@squid", "percent-encoded"},
    };
    for (const auto& [url, why] : cases) {
        const auto made = parse_proxy(url);
        ASSERT_FALSE(made) << url;
        EXPECT_EQ(made.error().cause(), errc::invalid_proxy) << url;
        EXPECT_NE(made.error().text().find(why), std::string::npos) << url << ": " << made.error().text();
        EXPECT_EQ(made.error().text().find("hunter2"), std::string::npos) << made.error().text();
    }
}

// --- choosing a proxy ---

TEST(Proxy, EnvironmentChoosesByScheme) {
    const variables all{{"https_proxy", "s"}, {"http_proxy", "p"}, {"all_proxy", "a"}};
    EXPECT_EQ(chosen("", secure, all), "s:80");
    EXPECT_EQ(chosen("", plain, all), "p:80");
    EXPECT_EQ(chosen("", secure, {{"http_proxy", "p"}}), "none");
    EXPECT_EQ(chosen("", plain, {{"https_proxy", "s"}}), "none");
    EXPECT_EQ(chosen("", secure, {{"all_proxy", "a"}}), "a:80");
    EXPECT_EQ(chosen("", plain, {{"ALL_PROXY", "A"}}), "a:80");
    EXPECT_EQ(chosen("", secure, {}), "none");
}

TEST(Proxy, LowerCaseComesFirst) {
    EXPECT_EQ(chosen("", secure, {{"https_proxy", "lower"}, {"HTTPS_PROXY", "upper"}}), "lower:80");
    EXPECT_EQ(chosen("", secure, {{"https_proxy", ""}, {"HTTPS_PROXY", "upper"}}), "upper:80");
    EXPECT_EQ(chosen("", plain, {{"http_proxy", "lower"}, {"HTTP_PROXY", "upper"}}), "lower:80");
    EXPECT_EQ(chosen("", plain, {{"HTTP_PROXY", "upper"}, {"all_proxy", "all"}}), "upper:80");
}

TEST(Proxy, ClientsOfACgiProgramDoNotChooseIt) {
    const variables cgi{{"HTTP_PROXY", "evil"}, {"REQUEST_METHOD", "GET"}};
    EXPECT_EQ(chosen("", plain, cgi), "none");
    EXPECT_EQ(chosen("", plain, {{"http_proxy", "p"}, {"REQUEST_METHOD", "GET"}}), "p:80");
    EXPECT_EQ(chosen("", secure, {{"HTTPS_PROXY", "s"}, {"REQUEST_METHOD", "GET"}}), "s:80");
}

TEST(Proxy, ConfiguredOneDecidesAlone) {
    const variables all{{"https_proxy", "s"}, {"no_proxy", "*"}};
    EXPECT_EQ(chosen("http://mine:1", secure, all), "mine:1");
    EXPECT_EQ(chosen("http://mine:1", {.tls = false, .host = "127.0.0.1", .port = 1}, {}), "mine:1");
    EXPECT_EQ(chosen("none", secure, {{"https_proxy", "s"}}), "none");
}

TEST(Proxy, NoProxyExceptsHosts) {
    const auto with = [](const char* name, const char* list) {
        return variables{{"all_proxy", "a"}, {name, list}};
    };
    EXPECT_EQ(chosen("", secure, with("no_proxy", "example.com")), "none");
    EXPECT_EQ(chosen("", secure, with("NO_PROXY", ".example.com")), "none");
    EXPECT_EQ(chosen("", secure, with("NO_PROXY", "example.org")), "a:80");
    EXPECT_EQ(chosen("", secure, {{"all_proxy", "a"}, {"no_proxy", "org"}, {"NO_PROXY", "*"}}), "a:80");
}

TEST(Proxy, ThisMachineNeedsNone) {
    for (const char* host : {"localhost", "127.0.0.1", "::1"})
        EXPECT_EQ(chosen("", {.tls = false, .host = host, .port = 8000}, {{"all_proxy", "a"}}), "none")
            << host;
}

TEST(Proxy, ErrorNamesTheSourceAndNotTheUrl) {
    const std::string from_options = chosen("ftp://u:hunter2@squid", secure, {});
    EXPECT_NE(from_options.find("client_options::proxy: "), std::string::npos) << from_options;
    const std::string from_environment = chosen("", secure, {{"HTTPS_PROXY", "https://u:hunter2@squid"}});
    EXPECT_NE(from_environment.find("HTTPS_PROXY: "), std::string::npos) << from_environment;
    EXPECT_EQ((from_options + from_environment).find("hunter2"), std::string::npos) << from_environment;
}

TEST(Proxy, WhatIsNotUsedIsNotRead) {
    EXPECT_EQ(chosen("none", secure, {{"HTTPS_PROXY", "ftp://x"}}), "none");
    EXPECT_EQ(chosen("", secure, {{"HTTPS_PROXY", "ftp://x"}, {"NO_PROXY", "*"}}), "none");
    EXPECT_EQ(chosen("", plain, {{"HTTPS_PROXY", "ftp://x"}}), "none");
}

// --- rules ---

TEST(Proxy, RulesKeepTheEnvironmentAsItWas) {
    variables all{{"https_proxy", "http://squid:3128"}, {"NO_PROXY", ".internal"}};
    const auto rules = proxy_rules_of("", [&all](std::string_view name) {
        const auto at = all.find(name);
        return at == all.end() ? std::string() : at->second;
    });
    all.clear();
    const auto of = [&rules](const char* host, bool tls) {
        const auto through = rules({.tls = tls, .host = host, .port = 443});
        if (!through) return through.error().text();
        return *through ? (*through)->host : std::string("none");
    };
    EXPECT_EQ(of("db.example.com", true), "squid");
    EXPECT_EQ(of("another.example.com", true), "squid");
    EXPECT_EQ(of("db.example.com", false), "none");
    EXPECT_EQ(of("db.internal", true), "none");
    EXPECT_EQ(of("localhost", true), "none");
}

TEST(Proxy, RulesFailWhereTheyApply) {
    const auto rules = proxy_rules_of("", [](std::string_view name) {
        return std::string(name == "https_proxy" ? "socks5://user:s3cret@squid" : "");
    });
    EXPECT_TRUE(rules(plain));
    const auto none = rules(secure);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().cause(), errc::invalid_proxy);
    EXPECT_EQ(none.error().text().find("s3cret"), std::string::npos) << none.error().text();
}

}  // namespace
}  // namespace dynaco::identity::proxy_test
