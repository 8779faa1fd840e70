#include "identity/sso/session.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::sso_portal_test {
namespace {

using namespace std::chrono_literals;

TEST(SsoPortal, IsAskedWithTheTokenInAHeader) {
    const sso_options options{.account_id = "123456789012", .role_name = "a role/x&y"};
    const endpoint portal{.origin = {.host = "portal.sso.eu-west-1.amazonaws.com"}};
    const http_request request = role_credentials_request(portal, options, "TOKEN");
    EXPECT_EQ(request.method, "GET");
    EXPECT_EQ(request.target, "/federation/credentials?role_name=a%20role%2Fx%26y&account_id=123456789012");
    ASSERT_EQ(request.headers.size(), 1U);
    EXPECT_EQ(request.headers[0].name, "x-amz-sso_bearer_token");
    EXPECT_EQ(request.headers[0].value, "TOKEN");
    EXPECT_TRUE(request.body.empty());
}

TEST(SsoPortal, GivesMilliseconds) {
    const credentials keys =
        parse_role_credentials(R"({"roleCredentials":{"accessKeyId":"AKIA","secretAccessKey":"S",)"
                               R"("sessionToken":"T","expiration":1767229200123}})")
            .value();
    EXPECT_EQ(keys.access_key_id, "AKIA");
    EXPECT_EQ(keys.secret_access_key, "S");
    EXPECT_EQ(keys.session_token, "T");
    EXPECT_EQ(keys.expiration, std::chrono::sys_seconds(1'767'229'200s) + 123ms);
}

TEST(SsoPortal, ATimeBeyondTheClockIsItsLast) {
    const auto keys = parse_role_credentials(R"({"roleCredentials":{"accessKeyId":"A","secretAccessKey":"S",)"
                                             R"("sessionToken":"T","expiration":9223372036854775807}})")
                          .value();
    EXPECT_GT(keys.expiration, std::chrono::sys_days(std::chrono::year(2200) / 1 / 1));
}

TEST(SsoPortal, AnAnswerWithoutAMemberIsRefusedByName) {
    const std::string start = R"({"roleCredentials":{)";
    const std::pair<const char*, const char*> answers[] = {
        {R"("secretAccessKey":"hush","sessionToken":"hush","expiration":1})", "accessKeyId"},
        {R"("accessKeyId":"A","sessionToken":"hush","expiration":1})", "secretAccessKey"},
        {R"("accessKeyId":"A","secretAccessKey":"hush","sessionToken":7,"expiration":1})", "sessionToken"},
        {R"("accessKeyId":"A","secretAccessKey":"hush","sessionToken":"hush"})", "expiration"},
        {R"("accessKeyId":"A","secretAccessKey":"hush","sessionToken":"hush","expiration":"1"})",
         "expiration"},
        {R"("accessKeyId":"A","secretAccessKey":"hush","sessionToken":"hush","expiration":-1})",
         "expiration"}};
    for (const auto& [rest, name] : answers) {
        const auto refused = parse_role_credentials(start + rest + '}');
        ASSERT_FALSE(refused) << rest;
        EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
        EXPECT_NE(refused.error().diagnostics().detail.find(std::string("roleCredentials.") + name),
                  std::string::npos);
        EXPECT_EQ(refused.error().diagnostics().detail.find("hush"), std::string::npos);
    }
    for (const char* text : {"", "{}", "[]", R"({"roleCredentials":[]})", R"({"roleCredentials":null})"})
        EXPECT_FALSE(parse_role_credentials(text)) << text;
}

}  // namespace
}  // namespace dynaco::identity::sso_portal_test
