#include "identity/sso/token.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::sso_token_test {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds start{1'767'225'600s};  // 2026-01-01

const char* const full =
    R"({"startUrl":"https://x.awsapps.com/start","region":"eu-west-1","accessToken":"TOKEN",)"
    R"("expiresAt":"2026-01-01T01:00:00Z","clientId":"ID","clientSecret":"SECRET",)"
    R"("registrationExpiresAt":"2026-03-01T00:00:00Z","refreshToken":"REFRESH","x":[1.50,null]})";

sso_token token(std::string_view text = full) { return parse_sso_token(text, "/t.json", "run it").value(); }

std::string why_not(std::string_view text) {
    const auto refused = parse_sso_token(text, "/t.json", "run it");
    if (refused) return "it is a token";
    EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
    return refused.error().diagnostics().detail;
}

TEST(SsoToken, IsRead) {
    const sso_token it = token();
    EXPECT_EQ(it.access_token, "TOKEN");
    EXPECT_EQ(it.expires_at, start + 1h);
    EXPECT_EQ(it.client_id, "ID");
    EXPECT_EQ(it.client_secret, "SECRET");
    EXPECT_EQ(it.refresh_token, "REFRESH");
    EXPECT_EQ(it.registration_expires_at, start + 59 * 24h);
}

TEST(SsoToken, NeedsATokenAndItsEnd) {
    const sso_token it = token(R"({"accessToken":"T","expiresAt":"2026-01-01T01:00:00Z"})");
    EXPECT_TRUE(it.refresh_token.empty());
    EXPECT_FALSE(it.registration_expires_at);
    EXPECT_EQ(why_not(R"({"expiresAt":"2026-01-01T01:00:00Z"})"),
              "/t.json: the file has no \"accessToken\": run it");
    EXPECT_EQ(why_not(R"({"accessToken":5,"expiresAt":"2026-01-01T01:00:00Z"})"),
              "/t.json: the file has no \"accessToken\": run it");
    EXPECT_EQ(why_not(R"({"accessToken":"hush"})"),
              "/t.json: \"expiresAt\" is missing or not a time: run it");
    EXPECT_EQ(why_not(R"({"accessToken":"hush","expiresAt":"soon"})"),
              "/t.json: \"expiresAt\" is missing or not a time: run it");
    for (const char* text : {"", "[]", "null", "{", R"({"accessToken":"hush")"})
        EXPECT_EQ(why_not(text), "/t.json: the file is not a JSON object: run it") << text;
}

TEST(SsoToken, IsRefreshedAQuarterOfAnHourBeforeItsEnd) {
    const auto use = [](std::chrono::seconds left, bool of_session = true,
                        std::optional<std::chrono::nanoseconds> since_tried = {}) {
        return use_of(token(), start + 1h - left, of_session, since_tried);
    };
    EXPECT_EQ(use(16min), sso_token_use::as_it_is);
    EXPECT_EQ(use(15min), sso_token_use::refreshed);
    EXPECT_EQ(use(1s), sso_token_use::refreshed);
    EXPECT_EQ(use(0s), sso_token_use::refreshed);
    EXPECT_EQ(use(-48h), sso_token_use::refreshed);
    // At most one refresh per minute, unless the token has expired.
    EXPECT_EQ(use(10min, true, 59s), sso_token_use::as_it_is);
    EXPECT_EQ(use(10min, true, 60s), sso_token_use::refreshed);
    EXPECT_EQ(use(0s, true, 1s), sso_token_use::refreshed);
    // A profile without a session has no refresh token.
    EXPECT_EQ(use(10min, false), sso_token_use::as_it_is);
    EXPECT_EQ(use(0s, false), sso_token_use::not_any_more);
}

TEST(SsoToken, IsNotRefreshedWithoutAllThatItTakes) {
    for (const char* name : {"clientId", "clientSecret", "refreshToken", "registrationExpiresAt"}) {
        secret_document file{std::string_view(full)};
        file.tree().set(name, "");
        const sso_token it = token(file.text());
        EXPECT_EQ(use_of(it, start + 50min, true, {}), sso_token_use::as_it_is) << name;
        EXPECT_EQ(use_of(it, start + 1h, true, {}), sso_token_use::not_any_more) << name;
    }
    secret_document file{std::string_view(full)};
    file.tree().set("registrationExpiresAt", "2026-01-01T00:50:00Z");
    EXPECT_EQ(use_of(token(file.text()), start + 49min, true, {}), sso_token_use::refreshed);
    EXPECT_EQ(use_of(token(file.text()), start + 50min, true, {}), sso_token_use::as_it_is);
}

TEST(SsoToken, WhatIsNotOursIsKept) {
    sso_token it = token();
    const auto with =
        parse_refreshed_sso_token(
            R"({"accessToken":"NEW","expiresIn":3600,"refreshToken":"NEXT","tokenType":"Bearer"})")
            .value();
    refresh(it, with, start + 45min + 500ms, "https://y", "us-east-1");
    EXPECT_EQ(it.access_token, "NEW");
    EXPECT_EQ(it.refresh_token, "NEXT");
    EXPECT_EQ(it.file.text(),
              R"({"startUrl":"https://y","region":"us-east-1","accessToken":"NEW",)"
              R"("expiresAt":"2026-01-01T01:45:00Z","clientId":"ID","clientSecret":"SECRET",)"
              R"("registrationExpiresAt":"2026-03-01T00:00:00Z","refreshToken":"NEXT","x":[1.50,null]})");
}

TEST(SsoToken, TheRefreshTokenStaysIfNoOtherComes) {
    sso_token it = token();
    const auto with = parse_refreshed_sso_token(R"({"accessToken":"NEW","expiresIn":60})").value();
    EXPECT_EQ(with.lifetime, 60s);
    refresh(it, with, start, "", "");
    EXPECT_EQ(it.refresh_token, "REFRESH");
    EXPECT_EQ(it.expires_at, start + 60s);
}

TEST(SsoToken, AnAnswerNeedsATokenAndItsLife) {
    for (const char* text :
         {"", "[]", "{}", R"({"accessToken":"","expiresIn":60})", R"({"accessToken":"hush"})",
          R"({"accessToken":"hush","expiresIn":0})", R"({"accessToken":"hush","expiresIn":-5})",
          R"({"accessToken":"hush","expiresIn":"60"})", R"({"accessToken":"hush","expiresIn":1e12})"}) {
        const auto refused = parse_refreshed_sso_token(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
        EXPECT_EQ(refused.error().diagnostics().detail.find("hush"), std::string::npos);
    }
}

}  // namespace
}  // namespace dynaco::identity::sso_token_test
