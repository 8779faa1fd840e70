#include "identity/login/source.hpp"
#include "identity/text/secret_document.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::login_source_test {
namespace {

using namespace std::chrono_literals;
using test::scripted_http;

const char* const path =
    "/home/.aws/login/cache/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json";
const char* const remedy = "run \"aws login --profile dev\"";
const char* const refreshed =
    R"({"accessToken":{"accessKeyId":"AKIB","secretAccessKey":"hush-key-2","sessionToken":"hush-session-2"},)"
    R"("tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"hush-refresh-2"})";

// Ends a quarter of an hour after the beginning of the test.
const char* const cached =
    R"({"accessToken":{"accessKeyId":"AKIA","secretAccessKey":"hush-key","sessionToken":"hush-session",)"
    R"("accountId":"123456789012","expiresAt":"2026-01-01T00:15:00Z"},"tokenType":"aws_sigv4",)"
    R"("refreshToken":"hush-refresh","idToken":"hush-id","clientId":"arn:aws:signin:::devtools/same-device",)"
    R"("dpopKey":"-----BEGIN EC PRIVATE KEY-----\n)"
    R"(MHcCAQEEIOr2d5mP17ASYBxy+lsHS3DoxvAyJ3iwwbU1FG3SE6wjoAoGCCqGSM49\n)"
    R"(AwEHoUQDQgAEXTc9nDYrG2GzbFGvG212E17N2Q9z254cnwTaKEUCyfRYWt8QF+aN\n)"
    R"(Al0rOSs1YkAG5G3xqAsLLrC2XJiPg4zTxA==\n)"
    R"(-----END EC PRIVATE KEY-----\n"})";

struct LoginSource : testing::Test {
    LoginSource() {
        machine.variables["AWS_REGION"] = "eu-west-1";
        on = machine.get();
        machine.files->texts[path] = cached;
    }

    result<loaded_credentials> load() {
        const auto configured = std::make_shared<const settings>(load_settings(on, "").value());
        return test::run(io, login_source(options, configured, on)->load());
    }
    /// The failure of a load; no error contains a secret.
    failure why(errc expected) {
        const auto loaded = load();
        if (loaded) {
            ADD_FAILURE() << "it has loaded";
            return {};
        }
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        EXPECT_EQ(loaded.error().text().find("hush"), std::string::npos) << loaded.error().text();
        EXPECT_TRUE(loaded.error().diagnostics().body.empty());
        return loaded.error();
    }
    bool says(const failure& f, const std::string& what) {
        return f.diagnostics().detail.find(what) != std::string::npos;
    }
    void refuse(int status, const std::string& code) {
        machine.http->reply(status, R"({"error":")" + code + R"(","message":"hush"})");
    }
    [[nodiscard]] const std::vector<scripted_http::sent>& sent() const { return machine.http->requests; }

    test::fake_machine machine{};
    identity::machine on{};
    login_options options{.session = "arn:aws:iam::0123456789012:user/Admin", .profile = "dev"};
    boost::asio::io_context io{};
};

TEST_F(LoginSource, UsesTheCachedKeysAsTheyAre) {
    const loaded_credentials got = load().value();
    EXPECT_EQ(got.keys.access_key_id, "AKIA");
    EXPECT_EQ(got.keys.secret_access_key, "hush-key");
    EXPECT_EQ(got.keys.session_token, "hush-session");
    EXPECT_EQ(got.keys.account_id, "123456789012");
    EXPECT_EQ(got.keys.expiration, test::fake_effects::birthday + 15min);
    EXPECT_FALSE(got.outlive_expiration);
    EXPECT_EQ(got.origin, "login session \"arn:aws:iam::0123456789012:user/Admin\"");
    machine.world->advance(10min);
    EXPECT_TRUE(load());
    EXPECT_TRUE(sent().empty());
    EXPECT_EQ(machine.files->replaced, 0);
}

TEST_F(LoginSource, TheAccountIsThatOfTheUserWhereTheFileHasNone) {
    options.session = "arn:aws:iam::210987654321:user/ann";
    secret_document file{std::string_view(cached)};
    file.tree().member("accessToken").member("accountId").cleanse();
    machine.files->texts
        ["/home/.aws/login/cache/468d17d6281487e5302e51cd7a146845f60133af69532acc16f27c546fe9998d.json"] =
        std::string(file.text().view());
    EXPECT_EQ(load().value().keys.account_id, "210987654321");
}

TEST_F(LoginSource, RefreshesThemWhereTheyLieBeforeTheyExpire) {
    for (const auto passed : {11min, 24 * 60min}) {
        machine.http->requests.clear();
        machine.files->texts[path] = cached;
        machine.world->advance(passed);
        const auto now = machine.world->wall_clock();
        machine.http->reply(200, refreshed);
        const loaded_credentials got = load().value();
        EXPECT_EQ(got.keys.access_key_id, "AKIB");
        EXPECT_EQ(got.keys.secret_access_key, "hush-key-2");
        EXPECT_EQ(got.keys.session_token, "hush-session-2");
        EXPECT_EQ(got.keys.account_id, "123456789012");
        EXPECT_EQ(got.keys.expiration, now + 15min);
        ASSERT_EQ(sent().size(), 1U);
        EXPECT_EQ(sent()[0].method, "POST");
        EXPECT_EQ(sent()[0].url, "https://eu-west-1.signin.aws.amazon.com/v1/token");
        EXPECT_EQ(sent()[0].headers.at("content-type"), "application/json");
        EXPECT_EQ(sent()[0].body,
                  R"({"clientId":"arn:aws:signin:::devtools/same-device","refreshToken":"hush-refresh",)"
                  R"("grantType":"refresh_token"})");
        const secret_document file(machine.files->texts[path]);
        EXPECT_EQ(text_of(file.tree(), "refreshToken"), "hush-refresh-2");
        EXPECT_EQ(text_of(file.tree()["accessToken"], "accessKeyId"), "AKIB");
        EXPECT_EQ(text_of(file.tree(), "idToken"), "hush-id");
    }
}

TEST_F(LoginSource, AsksInTheRegionOfTheOptionsThenOfTheProfile) {
    machine.variables.erase("AWS_REGION");
    machine.variables["AWS_PROFILE"] = "dev";
    machine.config("[profile dev]\nregion = us-gov-west-1\n");
    on = machine.get();
    machine.world->advance(1h);
    machine.http->reply(200, refreshed);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().url, "https://us-gov-west-1.signin.amazonaws-us-gov.com/v1/token");
    options.region = "cn-north-1";
    machine.world->advance(1h);
    machine.http->reply(200, refreshed);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().url, "https://cn-north-1.signin.amazonaws.cn/v1/token");
}

TEST_F(LoginSource, EachAttemptHasAProofOfItsOwn) {
    machine.world->advance(1h);
    machine.http->reply(500, "");
    machine.http->fail(errc::connection_lost);
    machine.http->reply(200, refreshed);
    EXPECT_TRUE(load());
    ASSERT_EQ(sent().size(), 3U);
    EXPECT_FALSE(sent()[0].headers.at("dpop").empty());
    EXPECT_NE(sent()[0].headers.at("dpop"), sent()[1].headers.at("dpop"));
    EXPECT_NE(sent()[1].headers.at("dpop"), sent()[2].headers.at("dpop"));
}

TEST_F(LoginSource, WhoHasNotLoggedInIsToldTo) {
    machine.files->texts.erase(path);
    const failure none = why(errc::credentials_expired);
    EXPECT_TRUE(says(none, remedy) && says(none, path)) << none.text();
    options.profile.clear();
    EXPECT_TRUE(says(why(errc::credentials_expired), "run \"aws login\""));
    options.session.clear();
    EXPECT_TRUE(says(why(errc::invalid_configuration), "login_session is not set"));
    EXPECT_TRUE(sent().empty());
}

TEST_F(LoginSource, AFileThatLacksAMemberIsOfNoUse) {
    for (const char* name : {"accessToken", "refreshToken", "clientId", "dpopKey"}) {
        secret_document file{std::string_view(cached)};
        file.tree().member(name).cleanse();
        machine.files->texts[path] = std::string(file.text().view());
        const failure lacks = why(errc::credentials_failed);
        EXPECT_TRUE(says(lacks, name) && says(lacks, path) && says(lacks, remedy)) << lacks.text();
    }
    secret_document file{std::string_view(cached)};
    file.tree().set("dpopKey", "hush");
    machine.files->texts[path] = std::string(file.text().view());
    EXPECT_TRUE(load());  // it is not needed yet
    machine.world->advance(1h);
    const failure odd = why(errc::credentials_failed);
    EXPECT_TRUE(says(odd, "\"dpopKey\" is not a PEM private key") && says(odd, path) && says(odd, remedy));
    EXPECT_TRUE(sent().empty());
}

TEST_F(LoginSource, WhatTheServiceRefusesIsExplained) {
    machine.world->advance(1h);
    refuse(401, "TOKEN_EXPIRED");
    const failure over = why(errc::credentials_expired);
    EXPECT_TRUE(says(over, std::string("it has expired: ") + remedy)) << over.text();
    EXPECT_EQ(over.diagnostics().service_code, "TOKEN_EXPIRED");
    EXPECT_EQ(over.diagnostics().http_status, 401);
    refuse(403, "USER_CREDENTIALS_CHANGED");
    EXPECT_TRUE(says(why(errc::credentials_expired), "password has changed"));
    refuse(403, "INSUFFICIENT_PERMISSIONS");
    EXPECT_TRUE(says(why(errc::credentials_failed), "signin:CreateOAuth2Token"));
    refuse(400, "INVALID_REQUEST");
    EXPECT_TRUE(says(why(errc::credentials_failed), "status 400, INVALID_REQUEST: " + std::string(remedy)));
    machine.http->reply(200, R"({"accessToken":{"accessKeyId":"hush"}})");
    EXPECT_TRUE(says(why(errc::credentials_failed), "accessToken.secretAccessKey"));
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->reply(500, "hush");
    EXPECT_TRUE(says(why(errc::credentials_failed), "retry later"));
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->fail(errc::connect_failed);
    EXPECT_TRUE(says(why(errc::connect_failed), "https://eu-west-1.signin.aws.amazon.com/v1/token"));
    EXPECT_EQ(machine.files->replaced, 0);
}

TEST_F(LoginSource, WhileTheyAreValidARefreshMayFail) {
    machine.world->advance(14min);
    refuse(401, "TOKEN_EXPIRED");
    EXPECT_EQ(load().value().keys.access_key_id, "AKIA");
    machine.world->advance(1min);
    refuse(401, "TOKEN_EXPIRED");
    why(errc::credentials_expired);
}

TEST_F(LoginSource, AnotherProcessMayHaveRefreshedThem) {
    machine.world->advance(1h);
    machine.http->answers.emplace_back([this](const scripted_http::sent&) -> result<wire::response> {
        secret_document file{std::string_view(cached)};
        file.tree().set("refreshToken", "hush-other");
        file.tree().member("accessToken").set("accessKeyId", "AKIC");
        file.tree().member("accessToken").set("expiresAt", "2026-01-01T01:14:00Z");
        machine.files->texts[path] = std::string(file.text().view());
        return scripted_http::response_of(401, R"({"error":"TOKEN_EXPIRED"})");
    });
    EXPECT_EQ(load().value().keys.access_key_id, "AKIC");
}

TEST_F(LoginSource, OnAReadOnlyHomeTheyAreRemembered) {
    machine.files->read_only = true;
    machine.world->advance(1h);
    machine.http->reply(200, refreshed);
    EXPECT_TRUE(load());
    EXPECT_EQ(load().value().keys.access_key_id, "AKIB");
    EXPECT_EQ(sent().size(), 1U);
    machine.world->advance(1h);
    machine.http->reply(200, refreshed);
    EXPECT_TRUE(load());
    EXPECT_NE(sent().back().body.find("hush-refresh-2"), std::string::npos);
    machine.files->texts[path] = cached;  // the same text again is the old session
    EXPECT_EQ(load().value().keys.access_key_id, "AKIB");
}

}  // namespace
}  // namespace dynaco::identity::login_source_test
