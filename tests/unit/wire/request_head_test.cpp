#include "wire/request_head.hpp"

#include <gtest/gtest.h>

namespace dynaco::wire {
namespace {

TEST(ExtraHeaderLines, AreOneForEachHeader) {
    EXPECT_EQ(extra_header_lines({}).value(), "");
    EXPECT_EQ(extra_header_lines({{"X-Proxy", "1"}, {"Via-Us", ""}}).value(), "Via-Us: \r\nX-Proxy: 1\r\n");
}

TEST(ExtraHeaderLines, RefusesWhatIsNoHeader) {
    for (const char* const name : {"", "a b", "a:", "a\n", "\xc3\xa9"})
        EXPECT_EQ(extra_header_lines({{name, "1"}}).error().cause(), errc::invalid_argument) << name;
    for (const char* const value : {"1\r\nX: 2", "\n", "\x01", "\x7f"})
        EXPECT_EQ(extra_header_lines({{"x", value}}).error().cause(), errc::invalid_argument) << value;
    EXPECT_TRUE(extra_header_lines({{"x", "a\tb \xc3\xa9"}}));
}

TEST(ExtraHeaderLines, RefusesWhatIsSetAlready) {
    for (const char* const name :
         {"Host", "CONTENT-LENGTH", "Authorization", "X-Amz-Target", "amz-sdk-request", "Transfer-Encoding"})
        EXPECT_EQ(extra_header_lines({{name, "1"}}).error().cause(), errc::invalid_argument) << name;
}

TEST(RequestHead, CarriesThem) {
    std::string head;
    begin_head(head, {.path = "/", .host = "h", .target = "t", .extra_lines = "X-Proxy: 1\r\n"});
    EXPECT_TRUE(head.ends_with("\r\nX-Proxy: 1\r\nAuthorization: ")) << head;
}

TEST(RequestHead, CountsTheAttempts) {
    std::string first;
    begin_head(first, {.attempt = 1, .max_attempts = 4});
    EXPECT_NE(first.find("\r\namz-sdk-request: attempt=1; max=4\r\n"), std::string::npos) << first;
    std::string second;
    begin_head(second, {.ttl = "20260101T000010Z", .attempt = 2, .max_attempts = 4});
    EXPECT_NE(second.find("\r\namz-sdk-request: ttl=20260101T000010Z; attempt=2; max=4\r\n"),
              std::string::npos)
        << second;
}

}  // namespace
}  // namespace dynaco::wire
