#include "identity/source/request.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::service_request_test {
namespace {

endpoint at(std::string path) {
    return {.origin = {.tls = false, .host = "127.0.0.1", .port = 8000}, .path = std::move(path)};
}

TEST(ServiceRequest, PathsAreBelowTheEndpoints) {
    EXPECT_EQ(get_request(at("/"), "/token").target, "/token");
    EXPECT_EQ(get_request(at("/sso/"), "/a?b=c").target, "/sso/a?b=c");
    EXPECT_EQ(url_of(get_request(at("/sso"), "/a?b=c")), "http://127.0.0.1:8000/sso/a");
    const http_request post = json_request(at("/"), "/token", "{}");
    EXPECT_EQ(post.method, "POST");
    EXPECT_EQ(post.body, "{}");
    ASSERT_EQ(post.headers.size(), 1U);
    EXPECT_EQ(post.headers[0].name, "Content-Type");
    EXPECT_EQ(post.headers[0].value, "application/json");
}

TEST(ServiceRequest, EncodesQueries) {
    EXPECT_EQ(query_encoded("Ab9-._~"), "Ab9-._~");
    EXPECT_EQ(query_encoded("a b&c=d/+%\xc3\xa9"), "a%20b%26c%3Dd%2F%2B%25%C3%A9");
}

TEST(ServiceRequest, OfAnErrorOnlyTheCodeIsRepeated) {
    const auto code = [](const char* body, const char* type = "") {
        wire::response reply{.status = 400, .body = body};
        reply.error_type = type;
        return error_code_of(reply);
    };
    EXPECT_EQ(code(R"({"error":"invalid_grant","error_description":"AoEXAMPLE"})"), "invalid_grant");
    EXPECT_EQ(code(R"({"message":"x"})", "UnauthorizedException:http://internal/"), "UnauthorizedException");
    EXPECT_EQ(code(R"({"__type":"a.b#ForbiddenException"})"), "ForbiddenException");
    EXPECT_EQ(code(R"({"message":"x"})"), "");
    EXPECT_EQ(code("<html>"), "");
    EXPECT_EQ(code(R"({"error":"words and words"})"), "");
    EXPECT_EQ(code(("{\"error\":\"" + std::string(65, 'a') + "\"}").c_str()), "");
    EXPECT_EQ(in_words("https://a", {.status = 400, .body = R"({"error":"invalid_grant"})"}),
              "https://a responded with status 400, invalid_grant");
    EXPECT_EQ(in_words("https://a", {.status = 502, .body = "x"}), "https://a responded with status 502");
}

}  // namespace
}  // namespace dynaco::identity::service_request_test
