#include "identity/endpoint/endpoint.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::endpoint_test {
namespace {

struct url_case {
    const char* text;
    bool tls;
    const char* host;
    std::uint16_t port;
    const char* path;
    const char* host_header;
};

TEST(Endpoint, ReadsUrls) {
    const url_case cases[] = {
        {"http://localhost:8000", false, "localhost", 8000, "/", "localhost:8000"},
        {"http://localhost", false, "localhost", 80, "/", "localhost"},
        {"https://localhost", true, "localhost", 443, "/", "localhost"},
        {"https://localhost:443/", true, "localhost", 443, "/", "localhost"},
        {"https://localhost:80", true, "localhost", 80, "/", "localhost:80"},
        {"http://localhost:443", false, "localhost", 443, "/", "localhost:443"},
        {"HTTPS://DynamoDB.Example.COM/", true, "dynamodb.example.com", 443, "/", "dynamodb.example.com"},
        {"http://127.0.0.1:65535", false, "127.0.0.1", 65535, "/", "127.0.0.1:65535"},
        {"http://[::1]:8000", false, "::1", 8000, "/", "[::1]:8000"},
        {"http://[FE80::1]", false, "fe80::1", 80, "/", "[fe80::1]"},
        {"http://proxy:1/base/path/", false, "proxy", 1, "/base/path", "proxy:1"},
        {"http://proxy/base//", false, "proxy", 80, "/base", "proxy"},
        {"http://proxy///", false, "proxy", 80, "/", "proxy"},
    };
    for (const url_case& c : cases) {
        const auto e = parse_endpoint(c.text);
        ASSERT_TRUE(e) << c.text << ": " << e.error().text();
        EXPECT_EQ(e->origin.tls, c.tls) << c.text;
        EXPECT_EQ(e->origin.host, c.host) << c.text;
        EXPECT_EQ(e->origin.port, c.port) << c.text;
        EXPECT_EQ(e->path, c.path) << c.text;
        EXPECT_EQ(host_header(e->origin), c.host_header) << c.text;
    }
}

TEST(Endpoint, RefusesWhatIsNoUrlAndSaysWhy) {
    const std::pair<const char*, const char*> cases[] = {
        {"", "does not begin with http"},
        {"localhost:8000", "does not begin with http"},
        {"ftp://host", "not http or https"},
        {" http://host", "not http or https"},
        {"://host", "not http or https"},
        {"http://", "host is missing"},
        {"http:///path", "host is missing"},
        {"http://:8000", "host is missing"},
        {"http://[]:1", "host is missing"},
        {"http://[::1", "host is missing"},
        {"http://ho st", "host is missing"},
        {"http://host\r\nX-Evil: 1", "host is missing"},
        {"http://h\xc3\xb6st", "host is missing"},
        {"http://a%41", "host is missing"},
        {"http://host:", "port is not a number"},
        {"http://host:0", "port is not a number"},
        {"http://host:65536", "port is not a number"},
        {"http://host:-1", "port is not a number"},
        {"http://host:80x", "port is not a number"},
        {"http://host:1:2", "port is not a number"},
        {"http://::1", "host is missing"},
        {"http://[::1]8000", "port is not a number"},
        {"http://host/a b", "path is not valid"},
        {"http://host/a\nb", "path is not valid"},
        {"http://host?x=1", "query is not supported"},
        {"http://host/#x", "query is not supported"},
    };
    for (const auto& [text, why] : cases) {
        const auto e = parse_endpoint(text);
        ASSERT_FALSE(e) << text;
        EXPECT_EQ(e.error().cause(), errc::invalid_endpoint) << text;
        EXPECT_NE(e.error().text().find(why), std::string::npos) << text << " → " << e.error().text();
        EXPECT_NE(e.error().text().find("http://host:port"), std::string::npos) << "no advice";
    }
}

TEST(Endpoint, ErrorsShowNoPassword) {
    for (const char* text :
         {"http://user:hunter2@host", "https://user:hunter2@", "user:hunter2@host", "ftp://user:hunter2@host",
          "http://user:hunter2@host?x=1", "http://a:hunter2@b:c@d", "http://user:hunt//er2@host",
          "http://host/?token=hunter2", "http://host/#hunter2", "http://host:x?hunter2",
          "http://user:a?hunter2@host"}) {
        const auto e = parse_endpoint(text);
        ASSERT_FALSE(e) << text;
        EXPECT_EQ(e.error().text().find("hunter2"), std::string::npos) << e.error().text();
        EXPECT_EQ(e.error().text().find("er2"), std::string::npos) << e.error().text();
    }
    EXPECT_NE(parse_endpoint("http://user:hunter2@host").error().text().find("a user name or password"),
              std::string::npos);
}

}  // namespace
}  // namespace dynaco::identity::endpoint_test
