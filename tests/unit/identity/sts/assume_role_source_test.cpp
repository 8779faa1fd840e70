#include "support/scripted_credentials.hpp"
#include "unit/identity/sts/assume_role_bench.hpp"

#include <gtest/gtest.h>

#include <string>

/// What is sent to STS to assume a role, and what its response means.
namespace dynaco::identity::assume_role::assume_role_source_test {
namespace {

using namespace std::chrono_literals;

TEST_F(AssumeRoleSource, GivesTheCredentialsOfTheRole) {
    fake.http->reply(200, test::sts_answer());
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(loaded->keys.secret_access_key, "hush/+=");
    EXPECT_EQ(loaded->keys.session_token, "FwoGZXIvYXdzEXAMPLE//token==");
    EXPECT_EQ(loaded->keys.expiration, test::fake_effects::birthday + 1h);
    EXPECT_EQ(loaded->keys.account_id, "123456789012");
    EXPECT_FALSE(loaded->outlive_expiration);
    EXPECT_EQ(loaded->origin, std::string("role ") + reader + ", STS at https://sts.eu-west-1.amazonaws.com");
}

TEST_F(AssumeRoleSource, PostsASignedForm) {
    fake.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    ASSERT_EQ(requests(), 1U);
    EXPECT_EQ(sent().method, "POST");
    EXPECT_EQ(sent().url, "https://sts.eu-west-1.amazonaws.com/");
    EXPECT_EQ(sent().body,
              "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader"
              "&RoleSessionName=dynaco-1767225600");
    EXPECT_FALSE(sent().direct);
    EXPECT_EQ(sent().headers.at("content-type"), "application/x-www-form-urlencoded; charset=utf-8");
    EXPECT_EQ(sent().headers.at("x-amz-date"), "20260101T000000Z");
    EXPECT_EQ(sent().headers.count("x-amz-security-token"), 0U);
    EXPECT_TRUE(has(sent().headers.at("authorization"),
                    "Credential=AKIAEXAMPLE/20260101/eu-west-1/sts/aws4_request, "
                    "SignedHeaders=content-type;host;x-amz-date, "));
    EXPECT_EQ(
        sent().headers.at("authorization"),
        expected_authorization(sent(), *keys("AKIAEXAMPLE"), "eu-west-1", test::fake_effects::birthday));
}

TEST_F(AssumeRoleSource, SignsTheSessionTokenOfTemporaryCredentials) {
    base = static_credentials("ASIABASE", long_term_secret, "session//token==");
    fake.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    EXPECT_EQ(sent().headers.at("x-amz-security-token"), "session//token==");
    EXPECT_TRUE(has(sent().headers.at("authorization"),
                    "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "));
    EXPECT_EQ(sent().headers.at("authorization"),
              expected_authorization(sent(), *keys("ASIABASE", "session//token=="), "eu-west-1",
                                     test::fake_effects::birthday));
}

TEST_F(AssumeRoleSource, SendsWhatTheOptionsSay) {
    role.role_session_name = "ann@example.com";
    role.external_id = "b 42";
    role.duration = 15min;
    fake.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    EXPECT_TRUE(has(sent().body, "&RoleSessionName=ann%40example.com&DurationSeconds=900&ExternalId=b%2042"));
}

TEST_F(AssumeRoleSource, AsksStsInTheRegion) {
    const auto asked = [this] {
        fake.http->reply(200, test::sts_answer());
        EXPECT_TRUE(load());
        return fake.http->requests.back().url;
    };
    fake.variables = {{"HOME", "/home"}};
    fake.config("[default]\nregion = eu-north-1\n");
    EXPECT_EQ(asked(), "https://sts.eu-north-1.amazonaws.com/");
    fake.variables["AWS_DEFAULT_REGION"] = "eu-south-1";
    EXPECT_EQ(asked(), "https://sts.eu-south-1.amazonaws.com/");
    fake.variables["AWS_REGION"] = "eu-central-1";
    EXPECT_EQ(asked(), "https://sts.eu-central-1.amazonaws.com/");
    role.region = "cn-north-1";
    EXPECT_EQ(asked(), "https://sts.cn-north-1.amazonaws.com.cn/");
    EXPECT_TRUE(has(fake.http->requests.back().headers.at("authorization"), "/cn-north-1/sts/aws4_request"));
}

TEST_F(AssumeRoleSource, SaysThatARegionIsMissing) {
    fake.variables.erase("AWS_REGION");
    const std::string text = failure_text(errc::missing_region);
    EXPECT_TRUE(has(text, reader)) << text;
    EXPECT_TRUE(has(text, "set AWS_REGION, or `region` of profile \"default\"")) << text;
    EXPECT_EQ(requests(), 0U);
}

TEST_F(AssumeRoleSource, AsksTheConfiguredEndpoint) {
    fake.variables["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:4566/base";
    fake.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    EXPECT_TRUE(sent().url.starts_with("http://127.0.0.1:4566/base")) << sent().url;
    EXPECT_EQ(
        sent().headers.at("authorization"),
        expected_authorization(sent(), *keys("AKIAEXAMPLE"), "eu-west-1", test::fake_effects::birthday));
}

TEST_F(AssumeRoleSource, RefusesDurationsThatStsDoesNotKnow) {
    for (const auto wrong : {-1s, 1s, 899s, 43'201s, 86'400s}) {
        role.duration = wrong;
        const std::string text = failure_text(errc::invalid_configuration);
        EXPECT_TRUE(has(text, "not the " + std::to_string(wrong.count()) + " s")) << text;
    }
    EXPECT_EQ(requests(), 0U);
    for (const auto right : {900s, 43'200s}) {
        role.duration = right;
        fake.http->reply(200, test::sts_answer());
        EXPECT_TRUE(load());
    }
}

TEST_F(AssumeRoleSource, RefusesNamesThatStsDoesNotKnow) {
    for (const std::string& wrong : {std::string("a"), std::string(65, 'a'), std::string("two words"),
                                     std::string("a/b"), std::string("ann\xc3\xa9"), std::string("a\nb")}) {
        role.role_session_name = wrong;
        EXPECT_TRUE(has(failure_text(errc::invalid_configuration), "role session name")) << wrong;
    }
    role = {};
    EXPECT_TRUE(has(failure_text(errc::invalid_configuration), "assume_role_options::role_arn"));
    EXPECT_EQ(requests(), 0U);
}

TEST_F(AssumeRoleSource, NeedsSomebodyToAskForTheCodeOfADevice) {
    role.mfa_serial = "arn:aws:iam::123456789012:mfa/ann";
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, role.mfa_serial)) << text;
    EXPECT_TRUE(has(text, "assume_role_options::mfa")) << text;
    EXPECT_EQ(requests(), 0U);
}

TEST_F(AssumeRoleSource, AsksForTheCodeAtEachLoad) {
    std::vector<std::string> asked;
    role.mfa_serial = "GAHT12345678";
    role.mfa = [&asked](std::string serial) -> boost::asio::awaitable<std::string> {
        asked.push_back(serial);
        co_return asked.size() == 1 ? "012345" : "678901";
    };
    for (const char* code : {"012345", "678901"}) {
        fake.http->reply(200, test::sts_answer());
        ASSERT_TRUE(load());
        EXPECT_TRUE(has(fake.http->requests.back().body,
                        std::string("&SerialNumber=GAHT12345678&TokenCode=") + code));
    }
    EXPECT_EQ(asked, (std::vector<std::string>{"GAHT12345678", "GAHT12345678"}));
}

TEST_F(AssumeRoleSource, RefusesWhatIsNoCode) {
    role.mfa_serial = "GAHTEXAMPLE";
    for (const char* wrong : {"", "98765", "9876543", "98765a", "987 654", "987654\n"}) {
        role.mfa = [wrong](std::string) -> boost::asio::awaitable<std::string> { co_return wrong; };
        const std::string text = failure_text();
        EXPECT_TRUE(has(text, "six digits")) << text;
        EXPECT_FALSE(*wrong && has(text, wrong)) << text;
    }
    EXPECT_EQ(requests(), 0U);
}

TEST_F(AssumeRoleSource, TellsWhatToDoWhenAccessIsDenied) {
    fake.http->reply(403, test::sts_error("AccessDenied",
                                          "User: arn:aws:iam::1:user/ann is not authorized to "
                                          "perform: sts:AssumeRole on resource: x"));
    const std::string text = failure_text();
    for (const char* part : {reader, "https://sts.eu-west-1.amazonaws.com", "HTTP status 403", "AccessDenied",
                             "User: arn:aws:iam::1:user/ann is not authorized",
                             "the trust policy of the role must allow", "request id request-1"})
        EXPECT_TRUE(has(text, part)) << part << " is not in " << text;
    EXPECT_EQ(requests(), 1U);
}

// STS repeats the request that it expected to be signed, headers and all.
TEST_F(AssumeRoleSource, KeepsSecretsThatStsRepeatsToItself) {
    base = static_credentials("ASIABASE", long_term_secret, "session//token==");
    role.mfa_serial = "GAHT12345678";
    role.mfa = [](std::string) -> boost::asio::awaitable<std::string> { co_return "314159"; };
    fake.http->reply(403, test::sts_error("SignatureDoesNotMatch",
                                          "The signature does not match: session//token== and " +
                                              std::string(long_term_secret) +
                                              " and 314159 and session//token==.\n\nThe Canonical String "
                                              "should have been 'POST\n/\nx-amz-security-token:session//t"));
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "The signature does not match: *** and *** and *** and ***.; check")) << text;
    for (const char* hidden : {"session//t", long_term_secret, "314159", "Canonical"})
        EXPECT_FALSE(has(text, hidden)) << text;
}

TEST_F(AssumeRoleSource, CutsEndlessMessages) {
    fake.http->reply(400, test::sts_error("ValidationError", std::string(511, 'x') + "\xc3\xa4 and more"));
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, std::string(511, 'x') + "...; check the role ARN")) << text;
}

TEST_F(AssumeRoleSource, RefusesAnswersThatAreNone) {
    for (const char* other : {"", "{}", "<html><body>hush</body></html>"}) {
        fake.http->reply(200, other);
        const std::string text = failure_text();
        EXPECT_TRUE(has(text, "the response ") && has(text, reader)) << text;
        EXPECT_FALSE(has(text, "hush")) << text;
    }
    fake.http->reply(200, test::sts_answer({.expiration = "soon"}));
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "Expiration")) << text;
    EXPECT_FALSE(has(text, "hush")) << text;
}

TEST_F(AssumeRoleSource, FailsAsItsBaseDoes) {
    const auto expired = std::make_shared<test::scripted_provider>();
    expired->fails(errc::credentials_expired, "run \"aws sso login\"");
    base = expired;
    const std::string text = failure_text(errc::credentials_expired);
    EXPECT_TRUE(has(text, std::string("credentials to assume role ") + reader + ": run \"aws sso login\""))
        << text;
    base = nullptr;
    EXPECT_TRUE(has(failure_text(), "the provider of the credentials that assume the role is null"));
    EXPECT_EQ(requests(), 0U);
}

TEST_F(AssumeRoleSource, NeedsKeysThatSign) {
    base = anonymous_credentials();
    EXPECT_TRUE(has(failure_text(), "anonymous, but STS requires a signature"));
    base = static_credentials("AKIA", long_term_secret, "token\n");
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "cannot be used")) << text;
    EXPECT_FALSE(has(text, "token\n")) << text;
    EXPECT_EQ(requests(), 0U);
}

}  // namespace
}  // namespace dynaco::identity::assume_role::assume_role_source_test
