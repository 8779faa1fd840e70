#include "wire/plain_request.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace dynaco::wire::plain_request_test {
namespace {

std::string text_of(const plain_request& request) {
    const auto head = plain_head(request);
    return head ? std::string(head->view()) : "failure: " + head.error().text();
}

// The detail of the refusal of a header.
std::string refusal_of(std::string_view name, std::string_view value) {
    const std::array headers{header_field{"Accept", "x"}, header_field{name, value}};
    const auto head = plain_head({.host = "h", .headers = headers});
    if (head) return "accepted";
    EXPECT_EQ(head.error().cause(), errc::invalid_argument);
    return head.error().diagnostics().detail;
}

TEST(PlainRequest, IsWrittenWithItsHeadersInOrder) {
    const std::array headers{header_field{"X-aws-ec2-metadata-token", "AQ=="},
                             header_field{"Accept", "application/json"}};
    EXPECT_EQ(text_of({.host = "169.254.169.254",
                       .target = "/latest/meta-data/?a=b%20c",
                       .user_agent = "dynaco/1",
                       .headers = headers}),
              "GET /latest/meta-data/?a=b%20c HTTP/1.1\r\nHost: 169.254.169.254\r\nUser-Agent: dynaco/1\r\n"
              "Connection: close\r\nX-aws-ec2-metadata-token: AQ==\r\nAccept: application/json\r\n\r\n");
}

TEST(PlainRequest, LeavesOutWhatIsNotSet) {
    EXPECT_EQ(text_of({.host = "[::1]:8080"}),
              "GET / HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n");
}

TEST(PlainRequest, SaysItsLengthWhereABodyIsExpected) {
    for (const char* method : {"POST", "PUT", "PATCH"})
        EXPECT_NE(text_of({.method = method, .host = "h"}).find("\r\nContent-Length: 0\r\n"),
                  std::string::npos)
            << method;
    EXPECT_EQ(text_of({.method = "DELETE", .host = "h"}).find("Content-Length"), std::string::npos);
    EXPECT_NE(text_of({.host = "h", .body_size = 12}).find("\r\nContent-Length: 12\r\n"), std::string::npos);
}

TEST(PlainRequest, ValuesMayHoldAnyTextOfOneLine) {
    EXPECT_EQ(refusal_of("Authorization", "Bearer a b\tc\xc3\xa4"), "accepted");
    EXPECT_EQ(refusal_of("Authorization", ""), "accepted");
}

TEST(PlainRequest, ControlCharactersInValuesAreRefusedByTheHeadersName) {
    using namespace std::string_literals;
    for (const std::string& bad : {"t0ken\n"s, "t0ken\r"s, "t0ken\r\nHost: evil"s, "t0\0ken"s, "t0ken\x01"s,
                                   "t0ken\x7f"s, "\nt0ken"s}) {
        const std::string why = refusal_of("Authorization", bad);
        EXPECT_NE(why.find("Authorization"), std::string::npos) << why;
        EXPECT_NE(why.find("newline"), std::string::npos) << "the remedy: " << why;
        EXPECT_EQ(why.find("t0"), std::string::npos) << "the value is a secret: " << why;
    }
}

TEST(PlainRequest, NamesThatAreNoneAreRefused) {
    using namespace std::string_literals;
    for (const std::string& bad : {""s, "a b"s, "a:"s, "a\r\nb"s, "a\0"s, "\xc3\xa4"s, "a\t"s})
        EXPECT_EQ(refusal_of(bad, "v"), "the name of a header is empty or contains forbidden characters");
}

TEST(PlainRequest, HeadersOfItsOwnAreRefused) {
    for (const char* name : {"Host", "host", "User-Agent", "Content-Length", "content-LENGTH", "Connection",
                             "Transfer-Encoding", "Keep-Alive", "Expect", "Upgrade", "TE", "Trailer"})
        EXPECT_EQ(refusal_of(name, "v"), "the header " + std::string(name) + " is set by dynaco");
}

TEST(PlainRequest, TargetsThatWouldNotBeOneAreRefused) {
    using namespace std::string_literals;
    for (const std::string& bad : {""s, "latest"s, "http://h/"s, "*"s, "/a b"s, "/a\r\nX: y"s, "/a\n"s,
                                   "/a\0"s, "/a\x7f"s, "/a#b"s, "/\xc3\xa4"s, "/a\t"s}) {
        const auto head = plain_head({.host = "h", .target = bad});
        ASSERT_FALSE(head) << bad;
        EXPECT_EQ(head.error().cause(), errc::invalid_argument);
        EXPECT_NE(head.error().diagnostics().detail.find("percent-encode"), std::string::npos);
    }
}

TEST(PlainRequest, MethodsHostsAndAgentsThatAreNoneAreRefused) {
    for (const char* bad : {"", "GET ", "G\r\nET", "HEAD", "CONNECT"})
        EXPECT_FALSE(plain_head({.method = bad, .host = "h"})) << bad;
    for (const char* bad : {"", "a b", "h\r\nX: y", "h\n"}) EXPECT_FALSE(plain_head({.host = bad})) << bad;
    EXPECT_FALSE(plain_head({.host = "h", .user_agent = "a\r\nX: y"}));
}

}  // namespace
}  // namespace dynaco::wire::plain_request_test
