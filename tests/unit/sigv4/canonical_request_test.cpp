#include "sigv4/canonical_request.hpp"

#include "example.hpp"
#include "sigv4/digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::sigv4::canonical_request_test {
namespace {

constexpr std::string_view empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

canonical_form canonical(const std::vector<header>& headers, const key_pair_view& keys = example::keys,
                         const signing_options& options = {}, std::string_view payload = {}) {
    return canonical_request({.method = "POST", .path = "/", .headers = headers, .payload = payload}, keys,
                             amz_date{example::new_year_2026}, options);
}

std::string value_of(std::string_view name, const canonical_form& form) {
    const std::string start = "\n" + std::string{name} + ":";
    const std::size_t at = form.text.find(start);
    if (at == std::string::npos) return "(absent)";
    const std::size_t from = at + start.size();
    return form.text.substr(from, form.text.find('\n', from) - from);
}

std::string trimmed(std::string_view value) { return value_of("h", canonical({{"h", value}})); }

TEST(SigV4CanonicalRequest, HasTheLinesOfTheStandard) {
    const canonical_form form = canonical({{"Host", "example.amazonaws.com"}});
    EXPECT_EQ(form.text,
              "POST\n/\n\nhost:example.amazonaws.com\nx-amz-date:20260101T000000Z\n\nhost;x-amz-date\n" +
                  std::string{empty_hash});
    EXPECT_EQ(form.signed_headers, "host;x-amz-date");
    EXPECT_EQ(form.payload_hash, empty_hash);
}

TEST(SigV4CanonicalRequest, WritesTheMethodInUpperCase) {
    const amz_date date{example::new_year_2026};
    EXPECT_TRUE(canonical_request({.method = "pOst"}, example::keys, date).text.starts_with("POST\n/\n\n"));
}

TEST(SigV4CanonicalRequest, TrimsAndCollapsesHeaderValues) {
    EXPECT_EQ(trimmed(" value1\t"), "value1");
    EXPECT_EQ(trimmed("\"a   b   c\""), "\"a b c\"");
    EXPECT_EQ(trimmed("a \t b"), "a b");
    EXPECT_EQ(trimmed("   "), "");
    EXPECT_EQ(trimmed(""), "");
    EXPECT_EQ(trimmed("a,b , c"), "a,b , c");
}

TEST(SigV4CanonicalRequest, JoinsFoldedLinesWithOneSpace) {
    EXPECT_EQ(trimmed("value1\n  value2\r\n\tvalue3"), "value1 value2 value3");
}

TEST(SigV4CanonicalRequest, KeepsTheCaseOfHeaderValues) { EXPECT_EQ(trimmed("VaLuE1"), "VaLuE1"); }

TEST(SigV4CanonicalRequest, JoinsRepeatedHeadersInTheOrderSent) {
    const canonical_form form = canonical(
        {{"My-Header1", "value2"}, {"my-header1", " value2 "}, {"A", "1"}, {"MY-HEADER1", "value1"}});
    EXPECT_EQ(value_of("my-header1", form), "value2,value2,value1");
    EXPECT_EQ(form.signed_headers, "a;my-header1;x-amz-date");
}

TEST(SigV4CanonicalRequest, JoinsEmptyRepetitionsToo) {
    EXPECT_EQ(value_of("h", canonical({{"h", ""}, {"h", "a"}, {"h", " "}})), ",a,");
}

TEST(SigV4CanonicalRequest, SortsHeadersByLowerCaseName) {
    const canonical_form form = canonical({{"Zoo", "1"}, {"host", "h"}, {"ZOO-A", "2"}, {"alpha", "3"}});
    EXPECT_EQ(form.signed_headers, "alpha;host;x-amz-date;zoo;zoo-a");
}

TEST(SigV4CanonicalRequest, LeavesOutHeadersThatProxiesChange) {
    const std::array<std::string_view, 15> names = {"Authorization",
                                                    "Connection",
                                                    "EXPECT",
                                                    "Keep-Alive",
                                                    "Proxy-Authenticate",
                                                    "Proxy-Authorization",
                                                    "TE",
                                                    "Trailer",
                                                    "Transfer-Encoding",
                                                    "Upgrade",
                                                    "User-Agent",
                                                    "X-Amzn-Trace-Id",
                                                    "Sec-WebSocket-Key",
                                                    "sec-websocket-version",
                                                    "sec-websocket-"};
    for (const std::string_view name : names) {
        EXPECT_TRUE(is_never_signed(name)) << name;
        EXPECT_EQ(canonical({{name, "x"}}).signed_headers, "x-amz-date") << name;
    }
    for (const std::string_view name :
         {"te2", "t", "", "sec-websocket", "user-agents", "x-amz-date", "date"}) {
        EXPECT_FALSE(is_never_signed(name)) << name;
    }
}

TEST(SigV4CanonicalRequest, SignsTheTokenOfTheKeysOnly) {
    const std::vector<header> headers = {{"X-Amz-Security-Token", "OLD"}, {"X-Amz-Date", "OLD"}};
    const canonical_form with = canonical(headers, example::session_keys);
    EXPECT_EQ(value_of("x-amz-security-token", with), "TESTTOKEN==");
    EXPECT_EQ(value_of("x-amz-date", with), "20260101T000000Z");
    EXPECT_EQ(canonical(headers).signed_headers, "x-amz-date");
}

TEST(SigV4CanonicalRequest, OmitsTheTokenWhenItIsAppendedAfterSigning) {
    EXPECT_EQ(canonical({}, example::session_keys, {.omit_session_token = true}).text, canonical({}).text);
}

TEST(SigV4CanonicalRequest, HashesThePayload) {
    EXPECT_EQ(canonical({}, example::keys, {}, "{}").payload_hash,
              "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    EXPECT_EQ(sha256_hex(""), empty_hash);
}

TEST(SigV4CanonicalRequest, TakesAGivenHashForThePayload) {
    const request what{.method = "POST", .payload = "ignored", .payload_hash = "UNSIGNED-PAYLOAD"};
    const canonical_form form = canonical_request(what, example::keys, amz_date{example::new_year_2026});
    EXPECT_TRUE(form.text.ends_with("\nx-amz-date\nUNSIGNED-PAYLOAD"));
}

TEST(SigV4CanonicalRequest, TakesTheContentHashHeaderAsItIs) {
    const canonical_form form = canonical({{"X-Amz-Content-SHA256", "given"}}, example::keys, {}, "body");
    EXPECT_EQ(form.payload_hash, "given");
    EXPECT_EQ(form.signed_headers, "x-amz-content-sha256;x-amz-date");
}

TEST(SigV4CanonicalRequest, AddsTheContentHashHeaderOnceIfAsked) {
    const signing_options add{.add_content_sha256 = true};
    const canonical_form form = canonical({}, example::keys, add, "{}");
    EXPECT_EQ(form.signed_headers, "x-amz-content-sha256;x-amz-date");
    EXPECT_EQ(value_of("x-amz-content-sha256", form), sha256_hex("{}"));
    EXPECT_EQ(
        value_of("x-amz-content-sha256", canonical({{"x-amz-content-sha256", "given"}}, example::keys, add)),
        "given");
}

}  // namespace
}  // namespace dynaco::sigv4::canonical_request_test
