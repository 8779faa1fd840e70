// The AWS SigV4 test suite (awslabs/aws-c-auth): sigv4.json in the folder of conformance data, which the
// environment variable DYNACO_CONFORMANCE names, else the compile definition DYNACO_CONFORMANCE_DIR.

#include "sigv4/canonical_request.hpp"
#include "sigv4/signature.hpp"
#include "suite_case.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace dynaco::sigv4::conformance::suite_test {
namespace {

std::string folder() {
    if (const char* const named = std::getenv("DYNACO_CONFORMANCE"); named != nullptr && *named != '\0')
        return named;
#ifdef DYNACO_CONFORMANCE_DIR
    return DYNACO_CONFORMANCE_DIR;
#else
    return {};
#endif
}

std::string header_line(std::string_view signed_request, std::string_view name) {
    const std::string start = "\n" + std::string{name} + ":";
    const std::size_t at = signed_request.find(start);
    if (at == std::string_view::npos) return "(absent)";
    const std::size_t from = at + start.size();
    return std::string{signed_request.substr(from, signed_request.find('\n', from) - from)};
}

void check(const rapidjson::Value& test_case) {
    const rapidjson::Value& context = test_case["context"];
    const rapidjson::Value& credentials = context["credentials"];
    const std::string id = text_of(credentials, "access_key_id");
    const std::string secret = text_of(credentials, "secret_access_key");
    const std::string token = text_of(credentials, "token");
    const std::string region = text_of(context, "region");
    const std::string service = text_of(context, "service");
    const key_pair_view keys{id, secret, token};
    const scope where{region, service};
    const signing_options options{.normalise_path = flag_of(context, "normalize", true),
                                  .omit_session_token = flag_of(context, "omit_session_token", false),
                                  .add_content_sha256 = flag_of(context, "sign_body", false)};
    const auto time = time_of(text_of(context, "timestamp"));
    const raw_request raw{text_of(test_case, "request")};
    const auto headers = raw.header_views();
    const request what{
        .method = raw.method, .path = raw.path, .query = raw.query, .headers = headers, .payload = raw.body};

    const amz_date date{time};
    const canonical_form canonical = canonical_request(what, keys, date, options);
    EXPECT_EQ(canonical.text, text_of(test_case, "header-canonical-request"));
    const std::string to_sign = string_to_sign(date, where, canonical.text);
    EXPECT_EQ(to_sign, text_of(test_case, "header-string-to-sign"));
    EXPECT_EQ(signature(derive_signing_key(secret, date, where), to_sign),
              text_of(test_case, "header-signature"));

    signing_key_cache cache;
    const signed_request result = sign(what, keys, where, time, cache, options);
    const std::string expected = text_of(test_case, "header-signed-request");
    EXPECT_EQ(result.authorization, header_line(expected, "Authorization"));
    EXPECT_EQ(result.date.text(), header_line(expected, "X-Amz-Date"));
    if (options.add_content_sha256) {
        EXPECT_EQ(result.payload_hash, header_line(expected, "x-amz-content-sha256"));
    }
}

TEST(SigV4Suite, EveryCaseIsSignedAsExpected) {
    if (folder().empty())
        GTEST_SKIP() << "The conformance data is absent: set DYNACO_CONFORMANCE to its folder.";
    const std::string file = folder() + "/sigv4.json";
    std::ifstream stream{file, std::ios::binary};
    if (!stream) GTEST_SKIP() << "The conformance data is absent: there is no readable " << file << ".";
    const std::string text{std::istreambuf_iterator<char>{stream}, {}};

    rapidjson::Document cases;
    cases.Parse(text.data(), text.size());
    ASSERT_TRUE(cases.IsArray()) << file << " is not a JSON array";
    ASSERT_FALSE(cases.Empty());
    for (const rapidjson::Value& each : cases.GetArray()) {
        SCOPED_TRACE(text_of(each, "name"));
        check(each);
    }
    RecordProperty("cases", static_cast<int>(cases.Size()));
}

TEST(SigV4SuiteParser, ReadsFoldedHeadersSpacesAndBodies) {
    const raw_request raw{
        "GET /example space/?a=b c HTTP/1.1\r\nHost:h\r\nA: 1\r\n  2\r\n\t3\r\n\r\nbody\n\nmore\r\n"};
    EXPECT_EQ(raw.method, "GET");
    EXPECT_EQ(raw.path, "/example space/");
    EXPECT_EQ(raw.query, "a=b c");
    ASSERT_EQ(raw.headers.size(), 2u);
    EXPECT_EQ(raw.headers[1].second, " 1\n  2\n\t3");
    EXPECT_EQ(raw.body, "body\n\nmore\r\n");
    EXPECT_TRUE(raw_request{"GET / HTTP/1.1\nHost:h"}.body.empty());
}

}  // namespace
}  // namespace dynaco::sigv4::conformance::suite_test
