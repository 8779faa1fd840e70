#include "identity/login/token.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::login_token_test {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds start{1'767'225'600s};  // 2026-01-01

const char* const full =
    R"({"accessToken":{"accessKeyId":"AKIA","secretAccessKey":"hush-key","sessionToken":"hush-session",)"
    R"("accountId":"123456789012","expiresAt":"2026-01-01T00:15:00Z"},"tokenType":"aws_sigv4",)"
    R"("refreshToken":"hush-refresh","idToken":"hush-id","clientId":"arn:aws:signin:::devtools/same-device",)"
    R"("dpopKey":"hush-pem\n"})";

login_token token(std::string_view text = full) {
    return parse_login_token(text, "/l.json", "run it").value();
}

TEST(LoginToken, IsRead) {
    const login_token it = token();
    EXPECT_EQ(it.keys.access_key_id, "AKIA");
    EXPECT_EQ(it.keys.secret_access_key, "hush-key");
    EXPECT_EQ(it.keys.session_token, "hush-session");
    EXPECT_EQ(it.keys.account_id, "123456789012");
    EXPECT_EQ(it.keys.expiration, start + 15min);
    EXPECT_EQ(it.client_id, "arn:aws:signin:::devtools/same-device");
    EXPECT_EQ(it.refresh_token, "hush-refresh");
    EXPECT_EQ(it.dpop_key, "hush-pem\n");
}

TEST(LoginToken, EveryMemberThatIsMissingIsNamed) {
    const auto why = [](std::string_view text) {
        const auto refused = parse_login_token(text, "/l.json", "run it");
        if (refused) return std::string("it is a token");
        EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
        EXPECT_EQ(refused.error().text().find("hush"), std::string::npos);
        return refused.error().diagnostics().detail;
    };
    for (const char* name : {"clientId", "refreshToken", "dpopKey"}) {
        secret_document file{std::string_view(full)};
        file.tree().set(name, "");
        EXPECT_EQ(why(file.text()), "/l.json: the file has no \"" + std::string(name) + "\": run it");
    }
    for (const char* name : {"accessKeyId", "secretAccessKey", "sessionToken"}) {
        secret_document file{std::string_view(full)};
        file.tree().member("accessToken").member(name).cleanse();
        EXPECT_EQ(why(file.text()),
                  "/l.json: the file has no \"accessToken." + std::string(name) + "\": run it");
    }
    secret_document file{std::string_view(full)};
    file.tree().member("accessToken").set("expiresAt", "tomorrow");
    EXPECT_EQ(why(file.text()), "/l.json: \"accessToken.expiresAt\" is missing or not a time: run it");
    file.tree().set("accessToken", "hush");
    EXPECT_EQ(why(file.text()), "/l.json: the file has no object \"accessToken\": run it");
    for (const char* text : {"", "[]", "{", "hush"})
        EXPECT_EQ(why(text), "/l.json: the file is not a JSON object: run it") << text;
}

TEST(LoginToken, TheAccountMayBeMissing) {
    secret_document file{std::string_view(full)};
    file.tree().member("accessToken").member("accountId").cleanse();
    EXPECT_EQ(token(file.text()).keys.account_id, "");
}

TEST(LoginToken, IsDueFiveMinutesBeforeItsEnd) {
    EXPECT_FALSE(is_due(token(), start));
    EXPECT_FALSE(is_due(token(), start + 10min));
    EXPECT_TRUE(is_due(token(), start + 10min + 1s));
    EXPECT_TRUE(is_due(token(), start + 24h));
}

TEST(LoginToken, WhatIsNotOursIsKept) {
    login_token it = token();
    const auto with = parse_refreshed_login_token(
                          R"({"accessToken":{"accessKeyId":"AKIB","secretAccessKey":"k","sessionToken":"s"},)"
                          R"("tokenType":"urn:aws:params:oauth:token-type:access_token_sigv4",)"
                          R"("expiresIn":900,"refreshToken":"r","idToken":"i"})")
                          .value();
    refresh(it, with, start + 11min);
    EXPECT_EQ(it.keys.access_key_id, "AKIB");
    EXPECT_EQ(it.keys.secret_access_key, "k");
    EXPECT_EQ(it.keys.session_token, "s");
    EXPECT_EQ(it.keys.account_id, "123456789012");
    EXPECT_EQ(it.keys.expiration, start + 26min);
    EXPECT_EQ(it.refresh_token, "r");
    EXPECT_EQ(it.file.text(),
              R"({"accessToken":{"accessKeyId":"AKIB","secretAccessKey":"k","sessionToken":"s",)"
              R"("accountId":"123456789012","expiresAt":"2026-01-01T00:26:00Z"},"tokenType":"aws_sigv4",)"
              R"("refreshToken":"r","idToken":"i","clientId":"arn:aws:signin:::devtools/same-device",)"
              R"("dpopKey":"hush-pem\n"})");
}

TEST(LoginToken, AnAnswerNeedsKeysAndAnotherRefreshToken) {
    const std::string keys =
        R"({"accessToken":{"accessKeyId":"A","secretAccessKey":"hush","sessionToken":"hush"})";
    EXPECT_EQ(parse_refreshed_login_token(keys + R"(,"refreshToken":"r"})").value().lifetime, 900s);
    for (const std::string& text :
         {std::string(), std::string("[]"), std::string("{}"), keys + "}", keys + R"(,"refreshToken":""})",
          keys + R"(,"refreshToken":"hush","expiresIn":0})",
          keys + R"(,"refreshToken":"hush","expiresIn":"900"})",
          keys + R"(,"refreshToken":"hush","expiresIn":1e15})",
          std::string(
              R"({"accessToken":{"accessKeyId":"A","secretAccessKey":"hush"},"refreshToken":"hush"})"),
          std::string(R"({"accessToken":"hush","refreshToken":"hush"})")}) {
        const auto refused = parse_refreshed_login_token(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().cause(), errc::credentials_failed);
        EXPECT_EQ(refused.error().text().find("hush"), std::string::npos);
    }
}

TEST(LoginToken, RefusalsAreToldApart) {
    EXPECT_EQ(login_refusal_of(401, "TOKEN_EXPIRED"), login_refusal::session_over);
    EXPECT_EQ(login_refusal_of(401, "AUTHCODE_EXPIRED"), login_refusal::session_over);
    EXPECT_EQ(login_refusal_of(403, "USER_CREDENTIALS_CHANGED"), login_refusal::password_changed);
    EXPECT_EQ(login_refusal_of(403, "user_credentials_changed"), login_refusal::password_changed);
    EXPECT_EQ(login_refusal_of(403, "INSUFFICIENT_PERMISSIONS"), login_refusal::not_permitted);
    EXPECT_EQ(login_refusal_of(400, "INVALID_REQUEST"), login_refusal::other);
    EXPECT_EQ(login_refusal_of(400, ""), login_refusal::other);
    EXPECT_EQ(login_refusal_of(429, ""), login_refusal::passing);
    EXPECT_EQ(login_refusal_of(500, "server_error"), login_refusal::passing);
}

}  // namespace
}  // namespace dynaco::identity::login_token_test
