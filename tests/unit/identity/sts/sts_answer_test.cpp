#include "identity/sts/answer.hpp"
#include "support/sts_bodies.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::sts_answer_test {
namespace {

using namespace std::chrono_literals;
using test::role_answer;

std::string without(std::string text, std::string_view part, std::string_view instead = {}) {
    const auto at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), instead);
}

std::string refusal(std::string_view body, std::string_view action = "AssumeRole") {
    const auto keys = read_role_credentials(action, body);
    if (keys) return "accepted";
    EXPECT_EQ(keys.error().cause(), errc::credentials_failed);
    return keys.error().diagnostics().detail;
}

TEST(StsAnswer, HoldsTheCredentialsOfARole) {
    const auto keys = read_role_credentials("AssumeRole", test::sts_answer());
    ASSERT_TRUE(keys) << keys.error().text();
    EXPECT_EQ(keys->access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(keys->secret_access_key, "hush/+=");
    EXPECT_EQ(keys->session_token, "FwoGZXIvYXdzEXAMPLE//token==");
    EXPECT_EQ(keys->expiration, std::chrono::sys_days(2026y / 1 / 1) + 1h);
    EXPECT_EQ(keys->account_id, "123456789012");
}

TEST(StsAnswer, ReadsReferencesAndFractions) {
    const auto body =
        test::sts_answer({.secret_access_key = "a&#43;b&amp;c", .expiration = "2026-01-01T01:00:00.500Z"});
    const auto keys = read_role_credentials("AssumeRole", body);
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->secret_access_key, "a+b&c");
    EXPECT_EQ(keys->expiration, std::chrono::sys_days(2026y / 1 / 1) + 1h + 500ms);
}

TEST(StsAnswer, IsOfTheActionThatWasAsked) {
    const auto body = test::sts_answer({.action = "AssumeRoleWithWebIdentity"});
    EXPECT_TRUE(read_role_credentials("AssumeRoleWithWebIdentity", body));
    EXPECT_EQ(refusal(body), "the response of STS has no Credentials/AccessKeyId");
}

TEST(StsAnswer, KnowsNoAccountWhereTheArnHasNone) {
    for (const char* arn : {"", "arn", "arn:aws:sts::", "arn:aws:sts::reader:assumed-role/r/n",
                            "arn:aws:sts::12345678901:assumed-role/r/n", "arn:aws:sts::1234567890123:x",
                            "arn:minio:iam:::role/x"}) {
        const auto keys = read_role_credentials("AssumeRole", test::sts_answer({.arn = arn}));
        ASSERT_TRUE(keys) << arn;
        EXPECT_EQ(keys->account_id, "") << arn;
    }
    const auto keys = read_role_credentials(
        "AssumeRole", test::sts_answer({.arn = "arn:aws:sts::000000000000:assumed-role/r/n"}));
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->account_id, "000000000000");
}

TEST(StsAnswer, NeedsAllParts) {
    for (const char* name : {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}) {
        const std::string tag = name;
        std::string body = test::sts_answer();
        body = without(without(body, "<" + tag + ">", "<Other>"), "</" + tag + ">", "</Other>");
        EXPECT_EQ(refusal(body), "the response of STS has no Credentials/" + tag);
    }
    EXPECT_EQ(refusal(test::sts_answer({.access_key_id = " "})),
              "the response of STS has no Credentials/AccessKeyId");
    EXPECT_EQ(refusal(test::sts_answer({.session_token = "<b/>"})),
              "the response of STS has no Credentials/SessionToken");
    EXPECT_EQ(refusal(test::sts_answer({.expiration = "tomorrow"})),
              "the response of STS has a Credentials/Expiration that is not a time");
}

TEST(StsAnswer, IsXmlWhichIsNotRepeated) {
    for (const char* other : {"", "{\"AccessKeyId\":\"A\"}", "<html><p>hush</html>", "hush"})
        EXPECT_EQ(refusal(other), "the response is not an XML document of STS") << other;
    const std::string whole = test::sts_answer();
    EXPECT_EQ(refusal(whole.substr(0, whole.size() / 2)), "the response is not an XML document of STS");
}

TEST(StsError, HasCodeMessageAndRequestId) {
    const sts_error e = read_sts_error(test::sts_error("AccessDenied", "User: a is not &lt;authorized&gt;"));
    EXPECT_EQ(e.code, "AccessDenied");
    EXPECT_EQ(e.message, "User: a is not <authorized>");
    EXPECT_EQ(e.request_id, "request-1");
}

TEST(StsError, IsEmptyForAnythingElse) {
    for (const std::string& other : {std::string(), std::string("<html><body>502</body></html>"),
                                     std::string("<ErrorResponse>"), std::string("{}"), test::sts_answer()}) {
        const sts_error e = read_sts_error(other);
        EXPECT_EQ(e.code + e.message + e.request_id, "") << other;
    }
}

}  // namespace
}  // namespace dynaco::identity::sts_answer_test
