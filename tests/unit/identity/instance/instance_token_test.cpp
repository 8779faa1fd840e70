#include "identity/instance/session.hpp"
#include "support/scripted_http.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::instance_token_test {
namespace {

constexpr const char* whom = "instance metadata at http://169.254.169.254";

instance_access usual_access(bool allow_v1 = false) {
    return {.where = {.origin = {.tls = false, .host = "169.254.169.254", .port = 80}}, .allow_v1 = allow_v1};
}
result<instance_token> read(int status, const std::string& body, bool allow_v1 = false) {
    return read_instance_token(test::scripted_http::response_of(status, body), usual_access(allow_v1));
}
std::string why(const result<instance_token>& token, errc expected) {
    if (token) return "no failure";
    EXPECT_EQ(token.error().cause(), expected) << token.error().text();
    const std::string& detail = token.error().diagnostics().detail;
    EXPECT_TRUE(detail.starts_with(whom)) << detail;
    return detail;
}

TEST(InstanceToken, IsTheBody) {
    const auto token = read(200, "AQAEAKQRRHnsX8GCPgYTGMShrFJkMhru3n-8Ul5Gzvzj-bpWKYZuiw==");
    ASSERT_TRUE(token) << token.error().text();
    EXPECT_EQ(token->text, "AQAEAKQRRHnsX8GCPgYTGMShrFJkMhru3n-8Ul5Gzvzj-bpWKYZuiw==");
    EXPECT_FALSE(token->is_v1);
    EXPECT_FALSE(read(200, "x", true)->is_v1);
}

TEST(InstanceToken, ABodyThatIsNoneIsRefusedAndNotRepeated) {
    for (const char* bad : {"", "S3CR3T\n", "S3CR 3T", "<html>S3CR3T\r\n</html>", "S3CR3T\xC3\xA4"}) {
        const std::string text = why(read(200, bad), errc::credentials_failed);
        EXPECT_NE(text.find("is not a token"), text.npos) << bad;
        EXPECT_EQ(text.find("S3CR"), text.npos) << text;
    }
}

TEST(InstanceToken, ARefusalNamesTheRemedy) {
    const std::string forbidden = why(read(403, ""), errc::credentials_failed);
    EXPECT_NE(forbidden.find("request forbidden: IMDS is disabled"), forbidden.npos) << forbidden;
    EXPECT_NE(forbidden.find("--http-endpoint enabled"), forbidden.npos) << forbidden;
    EXPECT_NE(why(read(400, ""), errc::credentials_failed).find("ec2_metadata_service_endpoint"),
              std::string::npos);
    EXPECT_NE(why(read(500, ""), errc::credentials_failed).find("HTTP status 500"), std::string::npos);
    EXPECT_NE(why(read(302, ""), errc::credentials_failed).find("HTTP status 302"), std::string::npos);
}

TEST(InstanceToken, Version1IsUsedOnlyIfAllowedAndThereIsNoOther) {
    for (const int status : {404, 405}) {
        const auto token = read(status, "", true);
        ASSERT_TRUE(token) << token.error().text();
        EXPECT_TRUE(token->is_v1);
        EXPECT_TRUE(token->text.empty());
        EXPECT_NE(why(read(status, ""), errc::credentials_failed).find("ec2_metadata_v1_disabled = false"),
                  std::string::npos);
    }
    for (const int status : {400, 401, 403, 500}) EXPECT_FALSE(read(status, "", true)) << status;
    EXPECT_FALSE(read_instance_token(failure(errc::attempt_timed_out, {}), usual_access(true)));
}

TEST(InstanceToken, NobodyAnswersWhereThereIsNoEc2) {
    for (const errc cause : {errc::resolve_failed, errc::connect_failed, errc::connect_timed_out}) {
        const std::string text =
            why(read_instance_token(failure(cause, {.detail = "no route"}), usual_access()),
                errc::missing_credentials);
        EXPECT_NE(text.find("no route; this machine is not an EC2 instance, or IMDS cannot be reached"),
                  text.npos)
            << text;
    }
}

TEST(InstanceToken, ATimeOutNamesTheHopLimit) {
    const std::string text = why(read_instance_token(failure(errc::attempt_timed_out, {}), usual_access()),
                                 errc::credentials_failed);
    EXPECT_NE(text.find("aws ec2 modify-instance-metadata-options"), text.npos) << text;
    EXPECT_NE(text.find("--http-put-response-hop-limit 2"), text.npos) << text;
}

TEST(InstanceToken, OtherFailuresStayWhatTheyAre) {
    why(read_instance_token(failure(errc::connection_lost, {}), usual_access()), errc::connection_lost);
    const auto canceled = read_instance_token(failure(errc::canceled, {}), usual_access());
    ASSERT_FALSE(canceled);
    EXPECT_EQ(canceled.error().cause(), errc::canceled);
}

}  // namespace
}  // namespace dynaco::identity::instance_token_test
