#include "identity/sts/web_identity.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/sts_bodies.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace dynaco::identity::web_identity_source_test {
namespace {

using namespace std::chrono_literals;
using test::scripted_http;

constexpr auto reader = "arn:aws:iam::123456789012:role/reader";
constexpr auto token_path = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
constexpr auto token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJzdHMifQ.c2lnbmF0dXJl";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string answer() { return test::sts_answer({.action = "AssumeRoleWithWebIdentity"}); }

struct WebIdentitySource : testing::Test {
    WebIdentitySource() {
        fake.variables["AWS_REGION"] = "eu-west-1";
        fake.variables["AWS_ROLE_ARN"] = reader;
        fake.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = token_path;
        token_is(token);
    }

    void token_is(const std::string& text) { fake.files->texts[token_path] = text; }
    result<loaded_credentials> load() {
        auto configured = load_settings(fake.get(), "");
        EXPECT_TRUE(configured) << configured.error().text();
        const auto source =
            web_identity_source(role, std::make_shared<const settings>(std::move(*configured)), fake.get());
        return test::run(io, source->load());
    }
    std::string failure_text(errc expected = errc::credentials_failed) {
        const auto loaded = load();
        if (loaded) return "loaded";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        const std::string text = loaded.error().text();
        EXPECT_FALSE(has(text, "eyJ")) << text;  // an error never contains a part of a token
        return text;
    }
    const scripted_http::sent& sent(std::size_t index = 0) { return fake.http->requests.at(index); }
    std::size_t requests() const { return fake.http->requests.size(); }

    test::fake_machine fake{};
    boost::asio::io_context io{};
    web_identity_options role{};
};

TEST_F(WebIdentitySource, PostsTheTokenWithoutASignature) {
    fake.http->reply(200, answer());
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(loaded->keys.secret_access_key, "hush/+=");
    EXPECT_EQ(loaded->keys.expiration, test::fake_effects::birthday + 1h);
    EXPECT_EQ(loaded->keys.account_id, "123456789012");
    EXPECT_EQ(loaded->origin,
              std::string("role ") + reader + " by web identity, STS at https://sts.eu-west-1.amazonaws.com");
    ASSERT_EQ(requests(), 1U);
    EXPECT_EQ(sent().method, "POST");
    EXPECT_EQ(sent().url, "https://sts.eu-west-1.amazonaws.com/");
    EXPECT_EQ(sent().body,
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
              "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader&RoleSessionName=dynaco-1767225600"
              "&WebIdentityToken=" +
                  std::string(token));
    EXPECT_EQ(sent().headers.at("content-type"), "application/x-www-form-urlencoded; charset=utf-8");
    EXPECT_EQ(sent().headers.size(), 1U);
}

TEST_F(WebIdentitySource, PrefersItsOptions) {
    fake.variables["AWS_ROLE_SESSION_NAME"] = "from-environment";
    fake.http->reply(200, answer());
    ASSERT_TRUE(load());
    EXPECT_TRUE(has(sent().body, "&RoleSessionName=from-environment&"));

    fake.files->texts["/other"] = "other-token";
    role = {.role_arn = "arn:o", .token_file = "/other", .role_session_name = "own", .region = "eu-north-1"};
    fake.http->reply(200, answer());
    ASSERT_TRUE(load());
    EXPECT_EQ(sent(1).url, "https://sts.eu-north-1.amazonaws.com/");
    EXPECT_EQ(sent(1).body,
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Ao&RoleSessionName=own"
              "&WebIdentityToken=other-token");
}

TEST_F(WebIdentitySource, ReadsTheProfile) {
    fake.variables = {{"HOME", "/home"}};
    fake.config(
        "[default]\nrole_arn = arn:p\nweb_identity_token_file = /p\nrole_session_name = pp\n"
        "region = eu-south-1\n");
    fake.files->texts["/p"] = "profile-token";
    fake.http->reply(200, answer());
    ASSERT_TRUE(load());
    EXPECT_EQ(sent().url, "https://sts.eu-south-1.amazonaws.com/");
    EXPECT_TRUE(has(sent().body, "RoleArn=arn%3Ap&RoleSessionName=pp&WebIdentityToken=profile-token"));
}

TEST_F(WebIdentitySource, ReadsTheFileAtEachLoadAndTrimsIt) {
    for (const char* text : {"one", "two\n", " \tthree \r\n\n"}) {
        token_is(text);
        fake.http->reply(200, answer());
        ASSERT_TRUE(load());
    }
    EXPECT_TRUE(sent(0).body.ends_with("&WebIdentityToken=one"));
    EXPECT_TRUE(sent(1).body.ends_with("&WebIdentityToken=two"));
    EXPECT_TRUE(sent(2).body.ends_with("&WebIdentityToken=three"));
}

TEST_F(WebIdentitySource, SaysWhatIsNotConfigured) {
    fake.variables.erase("AWS_ROLE_ARN");
    EXPECT_TRUE(has(failure_text(errc::missing_credentials), "AWS_ROLE_ARN"));
    fake.variables["AWS_ROLE_ARN"] = reader;
    fake.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = " ";
    EXPECT_TRUE(has(failure_text(errc::missing_credentials), "AWS_WEB_IDENTITY_TOKEN_FILE"));
    fake.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = token_path;
    fake.variables.erase("AWS_REGION");
    EXPECT_TRUE(has(failure_text(errc::missing_region), "set AWS_REGION"));
    fake.variables["AWS_REGION"] = "eu-west-1";
    fake.variables["AWS_ROLE_SESSION_NAME"] = "two words";
    EXPECT_TRUE(has(failure_text(errc::invalid_configuration), "\"two words\""));
    EXPECT_EQ(requests(), 0U);
}

TEST_F(WebIdentitySource, SaysThatTheFileIsMissing) {
    fake.files->texts.clear();
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, std::string(token_path) + ": the file does not exist. In Kubernetes")) << text;
    EXPECT_TRUE(has(text, "check AWS_WEB_IDENTITY_TOKEN_FILE")) << text;
    EXPECT_TRUE(has(text, reader)) << text;
    EXPECT_EQ(requests(), 0U);
}

TEST_F(WebIdentitySource, SaysThatTheFileIsEmpty) {
    for (const char* blank : {"", "\n", " \t\r\n"}) {
        token_is(blank);
        EXPECT_TRUE(has(failure_text(), std::string(token_path) + ": the file is empty"));
    }
    EXPECT_EQ(requests(), 0U);
}

TEST_F(WebIdentitySource, SaysWhyTheFileCannotBeRead) {
    auto on = fake.get();
    const auto configured = std::make_shared<const settings>(*load_settings(on, ""));
    fake.files->unreadable = true;
    const auto loaded = test::run(io, web_identity_source(role, configured, on)->load());
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().cause(), errc::credentials_failed);
    EXPECT_TRUE(has(loaded.error().text(), std::string(token_path) + ": permission denied"));
}

// A token may be newer than the keys of its issuer that STS has.
TEST_F(WebIdentitySource, TriesAgainWithTheFileAsItIsThen) {
    for (const char* code : {"InvalidIdentityToken", "IDPCommunicationError"}) {
        fake.http->requests.clear();
        token_is("old");
        fake.http->answers.emplace_back([this, code](const scripted_http::sent&) -> result<wire::response> {
            token_is("new");
            return scripted_http::response_of(400, test::sts_error(code, "not yet"));
        });
        fake.http->reply(200, answer());
        EXPECT_TRUE(load()) << code;
        ASSERT_EQ(requests(), 2U);
        EXPECT_TRUE(sent(0).body.ends_with("&WebIdentityToken=old"));
        EXPECT_TRUE(sent(1).body.ends_with("&WebIdentityToken=new"));
    }
}

TEST_F(WebIdentitySource, TriesThreeTimes) {
    for (const char* code : {"InvalidIdentityToken", "IDPCommunicationError", "Throttling"}) {
        fake.http->requests.clear();
        for (int i = 0; i < 3; ++i) fake.http->reply(400, test::sts_error(code, "no"));
        EXPECT_TRUE(has(failure_text(), std::string(code) + ": no; ")) << code;
        EXPECT_EQ(requests(), 3U) << code;
    }
    fake.http->requests.clear();
    for (int i = 0; i < 3; ++i) fake.http->reply(503, "");
    EXPECT_TRUE(has(failure_text(), "HTTP status 503"));
    EXPECT_EQ(requests(), 3U);
}

TEST_F(WebIdentitySource, StopsWhenTheFileGoesAway) {
    fake.http->answers.emplace_back([this](const scripted_http::sent&) -> result<wire::response> {
        fake.files->texts.clear();
        return scripted_http::response_of(503, "");
    });
    EXPECT_TRUE(has(failure_text(), "the file does not exist"));
    EXPECT_EQ(requests(), 1U);
}

TEST_F(WebIdentitySource, SaysThatTheTokenHasExpired) {
    for (const char* code : {"ExpiredTokenException", "ExpiredToken"}) {
        fake.http->requests.clear();
        fake.http->reply(400, test::sts_error(code, "Token expired: current date/time 1 must be before 2"));
        const std::string text = failure_text();
        EXPECT_TRUE(has(text, "the token has expired: the program that writes the file")) << text;
        EXPECT_TRUE(has(text, token_path)) << text;
        EXPECT_EQ(requests(), 1U);
    }
}

TEST_F(WebIdentitySource, TellsWhatToDo) {
    const std::vector<std::pair<const char*, const char*>> remedies{
        {"AccessDenied", "sts:AssumeRoleWithWebIdentity to the token's issuer"},
        {"IDPRejectedClaim", "get a new one"},
        {"RegionDisabledException", "activate STS for this region"},
        {"ValidationError", "one JSON Web Token"},
        {"PackedPolicyTooLarge", "HTTP status 400, PackedPolicyTooLarge: why (request id request-1)"}};
    for (const auto& [code, remedy] : remedies) {
        fake.http->reply(400, test::sts_error(code, "why"));
        const std::string text = failure_text();
        EXPECT_TRUE(has(text, remedy) && has(text, reader)) << text;
    }
    EXPECT_EQ(requests(), remedies.size());
}

TEST_F(WebIdentitySource, KeepsTheTokenToItself) {
    fake.http->reply(400, test::sts_error("ValidationError", "1 error: Value '" + std::string(token) +
                                                                 "' at 'webIdentityToken' is odd"));
    EXPECT_TRUE(has(failure_text(), "Value '***' at 'webIdentityToken' is odd"));
}

TEST_F(WebIdentitySource, RefusesTheAnswerToAnotherQuestion) {
    fake.http->reply(200, test::sts_answer());
    const std::string text = failure_text();
    EXPECT_TRUE(has(text, "the response of STS has no Credentials/AccessKeyId")) << text;
    fake.http->reply(200, "<html>hush</html>");
    EXPECT_FALSE(has(failure_text(), "hush"));
}

TEST_F(WebIdentitySource, NamesStsWhenItCannotBeReached) {
    for (int i = 0; i < 3; ++i) fake.http->fail(errc::connect_failed);
    const std::string text = failure_text(errc::connect_failed);
    EXPECT_TRUE(has(text, reader) && has(text, "https://sts.eu-west-1.amazonaws.com")) << text;
    EXPECT_EQ(requests(), 3U);
}

}  // namespace
}  // namespace dynaco::identity::web_identity_source_test
