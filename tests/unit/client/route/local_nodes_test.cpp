#include "client/route/local_nodes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::local_nodes_test {
namespace {

const transport::origin asked{.tls = true, .host = "seed", .port = 8043};

// "https://a:1 https://b:2", or "none".
std::string described(const std::optional<std::vector<transport::origin>>& nodes) {
    if (!nodes) return "none";
    std::string text;
    for (const transport::origin& each : *nodes) (text += text.empty() ? "" : " ") += url(each);
    return text;
}

TEST(NodeOrigins, AreUrlsOfOneScheme) {
    const auto plain =
        detail::node_origins({.nodes = {"http://10.0.0.1:8000", "http://[fd00::1]:8000/", "http://n"}});
    ASSERT_TRUE(plain) << plain.error().text();
    EXPECT_EQ(described(*plain), "http://10.0.0.1:8000 http://[fd00::1]:8000 http://n");
    const auto tls = detail::node_origins({.nodes = {"https://a:8043", "https://b:8043"}});
    ASSERT_TRUE(tls);
    EXPECT_EQ(described(*tls), "https://a:8043 https://b:8043");
}

TEST(NodeOrigins, RefuseAnythingElse) {
    const std::vector<std::string> cases[] = {
        {"10.0.0.1:8000"}, {"http://a", "ftp://b"}, {"http://a/base"}, {"http://a", "https://b"}};
    for (const auto& urls : cases) {
        const auto nodes = detail::node_origins({.nodes = urls});
        ASSERT_FALSE(nodes) << urls.back();
        EXPECT_EQ(nodes.error().cause(), errc::invalid_endpoint);
        EXPECT_NE(nodes.error().text().find("node_options::nodes"), std::string::npos)
            << nodes.error().text();
    }
}

TEST(LocalNodesTarget, HasWhatTheOptionsAskFor) {
    EXPECT_EQ(detail::local_nodes_target({}), "/localnodes");
    EXPECT_EQ(detail::local_nodes_target({.datacenter = "dc1"}), "/localnodes?dc=dc1");
    EXPECT_EQ(detail::local_nodes_target({.rack = "R-1_a.b~c"}), "/localnodes?rack=R-1_a.b~c");
    EXPECT_EQ(detail::local_nodes_target({.datacenter = "eu west", .rack = "a&b=c\r\n\xc3\xb6"}),
              "/localnodes?dc=eu%20west&rack=a%26b%3Dc%0D%0A%C3%B6");
}

TEST(LocalNodes, AreAddressesAndNames) {
    EXPECT_EQ(described(detail::parse_local_nodes(R"(["127.0.0.1","127.0.0.2"])", asked)),
              "https://127.0.0.1:8043 https://127.0.0.2:8043");
    EXPECT_EQ(described(detail::parse_local_nodes(R"(["FD00::1","[::1]","fd00:0:0::2"])", asked)),
              "https://[fd00::1]:8043 https://[::1]:8043 https://[fd00::2]:8043");
    EXPECT_EQ(described(detail::parse_local_nodes(R"( [ "Node-1.example.com", "n_2" ] )", asked)),
              "https://node-1.example.com:8043 https://n_2:8043");
}

TEST(LocalNodes, AreNothingElse) {
    for (const char* body : {"",
                             "[]",
                             "{}",
                             "null",
                             "\"10.0.0.1\"",
                             "[10]",
                             "[null]",
                             "[[\"10.0.0.1\"]]",
                             "[\"10.0.0.1\"",
                             "<html></html>",
                             R"([""])",
                             R"(["10.0.0.1",""])",
                             R"(["10.0.0.1:8000"])",
                             R"(["a b"])",
                             R"(["a/b"])",
                             R"(["a\r\nb"])",
                             R"(["user@host"])",
                             R"(["a%41"])",
                             R"(["fe80::1%eth0"])",
                             R"(["fe80::1%1"])",
                             R"(["[10.0.0.1]"])",
                             R"(["[::1"])",
                             R"(["[]"])",
                             R"([":"])",
                             R"([".a"])",
                             R"(["a\u0000b"])",
                             R"(["h\u00f6st"])"})
        EXPECT_EQ(described(detail::parse_local_nodes(body, asked)), "none") << body;
    EXPECT_EQ(described(detail::parse_local_nodes("[\"" + std::string(254, 'a') + "\"]", asked)), "none");
}

}  // namespace
}  // namespace dynaco::local_nodes_test
