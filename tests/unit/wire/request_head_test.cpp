#include "wire/request_head.hpp"

#include <gtest/gtest.h>

namespace dynaco::wire::request_head_test {
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

constexpr client_head always{
    .path = "/base", .host = "localhost:8000", .user_agent = "agent", .extra_lines = "X-Proxy: 1\r\n"};

std::string begun(const request_head& head, const client_head& by = always) {
    std::string out;
    (void)head_template{by}.begin(out, head);
    return out;
}

TEST(RequestHead, WithoutASignatureEndsBeforeIt) {
    std::string head = begun({.service = "DynamoDB_20120810", .operation = "GetItem"});
    EXPECT_TRUE(head.ends_with("\r\nX-Proxy: 1\r\nAuthorization: "));
    end_unsigned_head(head);
    EXPECT_TRUE(head.ends_with("\r\nX-Proxy: 1\r\n\r\n")) << head;
}

TEST(RequestHead, HasTheseLinesInThisOrder) {
    std::string head;
    const head_template prepared{always};
    EXPECT_EQ(prepared.begin(head, {.service = "DynamoDB_20120810",
                                    .operation = "GetItem",
                                    .security_token = "token",
                                    .invocation_id = "id",
                                    .ttl = "20260101T000010Z",
                                    .attempt = 2,
                                    .max_attempts = 10,
                                    .content_length = 1234567}),
              "DynamoDB_20120810.GetItem");
    head += "signature";
    end_head(head, "20260101T000000Z");
    EXPECT_EQ(head,
              "POST /base HTTP/1.1\r\n"
              "Host: localhost:8000\r\n"
              "Content-Type: application/x-amz-json-1.0\r\n"
              "X-Amz-Target: DynamoDB_20120810.GetItem\r\n"
              "X-Amz-Security-Token: token\r\n"
              "Content-Length: 1234567\r\n"
              "User-Agent: agent\r\n"
              "amz-sdk-invocation-id: id\r\n"
              "amz-sdk-request: ttl=20260101T000010Z; attempt=2; max=10\r\n"
              "X-Proxy: 1\r\n"
              "Authorization: signature\r\n"
              "X-Amz-Date: 20260101T000000Z\r\n"
              "\r\n");
}

TEST(RequestHead, LeavesOutWhatIsNotGiven) {
    EXPECT_EQ(begun({.service = "S", .operation = "O", .invocation_id = "id"},
                    {.path = "/", .host = "h", .user_agent = "agent"}),
              "POST / HTTP/1.1\r\n"
              "Host: h\r\n"
              "Content-Type: application/x-amz-json-1.0\r\n"
              "X-Amz-Target: S.O\r\n"
              "Content-Length: 0\r\n"
              "User-Agent: agent\r\n"
              "amz-sdk-invocation-id: id\r\n"
              "amz-sdk-request: attempt=1; max=1\r\n"
              "Authorization: ");
}

TEST(RequestHead, KeepsNothingOfTheHeadBefore) {
    const request_head longer{.service = "S", .operation = "O", .security_token = "token", .ttl = "t"};
    const request_head shorter{.service = "S", .operation = "P"};
    const head_template prepared{always};
    std::string out;
    (void)prepared.begin(out, longer);
    out += "signature";
    (void)prepared.begin(out, shorter);
    EXPECT_EQ(out, begun(shorter));
}

TEST(RequestHead, AllocatesOnceAndForLater) {
    const std::string token(1500, 't'), signature(300, 's');
    const request_head head{.service = "DynamoDBStreams_20120810",
                            .operation = "DescribeContinuousBackups",
                            .security_token = token,
                            .invocation_id = "01234567-89ab-4def-8123-456789abcdef",
                            .ttl = "20260101T000010Z"};
    const head_template prepared{always};
    std::string out;
    (void)prepared.begin(out, head);
    const char* const place = out.data();
    for (int i = 0; i < 2; ++i) {
        (void)prepared.begin(out, head);
        out += signature;
        end_head(out, "20260101T000000Z");
        EXPECT_EQ(out.data(), place);
    }
}

}  // namespace
}  // namespace dynaco::wire::request_head_test
