#include "identity/sso/source.hpp"
#include "support/cancellable.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::identity::sso_source_test {
namespace {

using namespace std::chrono_literals;
using test::scripted_http;

const char* const path = "/home/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";  // of "dev"
const char* const remedy = "run \"aws sso login --sso-session dev\"";
const char* const role = R"({"roleCredentials":{"accessKeyId":"AKIA","secretAccessKey":"hush-key",)"
                         R"("sessionToken":"hush-session","expiration":1767232800000}})";
const char* const refreshed = R"({"accessToken":"hush-2","expiresIn":28800,"refreshToken":"hush-refresh-2"})";

/// A token that expires this long after the beginning of the test.
std::string token(std::chrono::minutes left, const std::string& text = "hush-1") {
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(left);
    const std::string h = std::to_string(100 + hours.count()).substr(1);
    const std::string m = std::to_string(100 + (left - hours).count()).substr(1);
    return R"({"accessToken":")" + text + R"(","expiresAt":"2026-01-01T)" + h + ':' + m +
           R"(:00Z","clientId":"ID","clientSecret":"hush-client","registrationExpiresAt":)"
           R"("2026-03-01T00:00:00Z","refreshToken":"hush-refresh","more":{"a":1}})";
}

struct SsoSource : testing::Test {
    SsoSource() { machine.files->texts[path] = token(8h); }

    std::shared_ptr<credentials_source> source() {
        const auto configured = std::make_shared<const settings>(load_settings(on, "").value());
        return sso_source(options, configured, on);
    }
    result<loaded_credentials> load() { return test::run(io, source()->load()); }
    /// Why nothing was loaded; no error says a secret.
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
    [[nodiscard]] const std::vector<scripted_http::sent>& sent() const { return machine.http->requests; }

    test::fake_machine machine{};
    identity::machine on = machine.get();
    sso_options options{.session = "dev",
                        .start_url = "https://x.awsapps.com/start",
                        .region = "eu-west-1",
                        .account_id = "123456789012",
                        .role_name = "reader"};
    boost::asio::io_context io{};
};

TEST_F(SsoSource, AsksThePortalWithTheCachedToken) {
    machine.http->reply(200, role);
    const loaded_credentials got = load().value();
    EXPECT_EQ(got.keys.access_key_id, "AKIA");
    EXPECT_EQ(got.keys.secret_access_key, "hush-key");
    EXPECT_EQ(got.keys.session_token, "hush-session");
    EXPECT_EQ(got.keys.expiration, test::fake_effects::birthday + 2h);
    EXPECT_EQ(got.keys.account_id, "123456789012");
    EXPECT_FALSE(got.outlive_expiration);
    EXPECT_EQ(got.origin, "SSO session \"dev\", role reader of account 123456789012");
    ASSERT_EQ(sent().size(), 1U);
    EXPECT_EQ(sent()[0].method, "GET");
    EXPECT_EQ(sent()[0].url,
              "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials"
              "?role_name=reader&account_id=123456789012");
    EXPECT_EQ(sent()[0].headers.at("x-amz-sso_bearer_token"), "hush-1");
    EXPECT_EQ(machine.files->replaced, 0);
}

TEST_F(SsoSource, GoesWhereTheSettingsSay) {
    machine.variables["AWS_ENDPOINT_URL_SSO"] = "http://127.0.0.1:1/portal";
    machine.variables["AWS_ENDPOINT_URL_SSO_OIDC"] = "http://127.0.0.1:2";
    on = machine.get();
    machine.files->texts[path] = token(5min);
    machine.http->reply(200, refreshed);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    ASSERT_EQ(sent().size(), 2U);
    EXPECT_EQ(sent()[0].url, "http://127.0.0.1:2/token");
    EXPECT_TRUE(sent()[1].url.starts_with("http://127.0.0.1:1/portal/federation/credentials?"));
}

TEST_F(SsoSource, AProfileWithoutSessionHasAFileOfItsUrl) {
    options.session.clear();
    machine.config("[default]\nregion = x\n");
    const std::string missing = "/home/.aws/sso/cache/13f9d35043871d073ab260e020f0ffde092cb14b.json";
    options.start_url = "https://d-92671207e4.awsapps.com/start";
    const failure none = why(errc::credentials_expired);
    EXPECT_TRUE(says(none, "run \"aws sso login --profile default\"")) << none.text();
    EXPECT_TRUE(says(none, missing)) << none.text();
    // It cannot be refreshed, with any other members in the file.
    machine.files->texts[missing] = token(10min);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    machine.world->advance(10min);
    options.profile = "of-old";
    EXPECT_TRUE(says(why(errc::credentials_expired), "run \"aws sso login --profile of-old\""));
    EXPECT_EQ(sent().size(), 1U);
}

TEST_F(SsoSource, ATokenThatNearsItsEndIsRefreshedWhereItLies) {
    machine.files->texts[path] = token(15min);
    machine.http->reply(200, refreshed);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    ASSERT_EQ(sent().size(), 2U);
    EXPECT_EQ(sent()[0].method, "POST");
    EXPECT_EQ(sent()[0].url, "https://oidc.eu-west-1.amazonaws.com/token");
    EXPECT_EQ(sent()[0].headers.at("content-type"), "application/json");
    EXPECT_EQ(sent()[0].body, R"({"clientId":"ID","clientSecret":"hush-client","grantType":"refresh_token",)"
                              R"("refreshToken":"hush-refresh"})");
    EXPECT_EQ(sent()[1].headers.at("x-amz-sso_bearer_token"), "hush-2");
    EXPECT_EQ(machine.files->texts[path],
              R"({"accessToken":"hush-2","expiresAt":"2026-01-01T08:00:00Z","clientId":"ID",)"
              R"("clientSecret":"hush-client","registrationExpiresAt":"2026-03-01T00:00:00Z",)"
              R"("refreshToken":"hush-refresh-2","more":{"a":1},"startUrl":"https://x.awsapps.com/start",)"
              R"("region":"eu-west-1"})");
    // The next load has nothing to refresh.
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().size(), 3U);
}

TEST_F(SsoSource, AnExpiredTokenIsRefreshedToo) {
    machine.world->advance(9h);
    machine.http->reply(200, refreshed);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
}

TEST_F(SsoSource, WhileItIsValidARefreshMayFail) {
    machine.files->texts[path] = token(15min);
    machine.http->reply(400, R"({"error":"invalid_grant"})");
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().headers.at("x-amz-sso_bearer_token"), "hush-1");
    // It is not refreshed again within a minute.
    machine.world->advance(59s);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().size(), 3U);
    machine.world->advance(1s);
    machine.http->reply(200, "no JSON");
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().size(), 5U);
    machine.world->advance(1min);
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->fail(errc::connect_failed);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().size(), 9U);
}

TEST_F(SsoSource, AnotherProcessMayHaveRefreshedIt) {
    machine.files->texts[path] = token(15min);
    machine.world->advance(20min);
    machine.http->answers.emplace_back([this](const scripted_http::sent&) -> result<wire::response> {
        machine.files->texts[path] = token(8h, "hush-other");
        return scripted_http::response_of(400, R"({"error":"invalid_grant"})");
    });
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().headers.at("x-amz-sso_bearer_token"), "hush-other");
}

TEST_F(SsoSource, OnAReadOnlyHomeTheTokenIsRemembered) {
    machine.files->texts[path] = token(15min);
    machine.files->read_only = true;
    machine.http->reply(200, refreshed);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    machine.world->advance(1h);
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().headers.at("x-amz-sso_bearer_token"), "hush-2");
    // It is refreshed once more, with the latest refresh token.
    machine.world->advance(8h);
    machine.http->reply(200, R"({"accessToken":"hush-3","expiresIn":3600})");
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_NE(sent()[3].body.find("hush-refresh-2"), std::string::npos);
    // A new login has precedence.
    machine.files->texts[path] = token(23h, "hush-login");
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(sent().back().headers.at("x-amz-sso_bearer_token"), "hush-login");
}

TEST_F(SsoSource, WhoHasNotLoggedInIsToldTo) {
    machine.files->texts.erase(path);
    const failure none = why(errc::credentials_expired);
    EXPECT_TRUE(says(none, remedy) && says(none, path)) << none.text();
    EXPECT_TRUE(none.code() == condition::denied);
    machine.files->texts[path] = R"({"accessToken":"hush-1"})";
    EXPECT_TRUE(says(why(errc::credentials_failed), remedy));
    EXPECT_TRUE(sent().empty());
}

TEST_F(SsoSource, ALoginThatIsOverIsSaidSo) {
    machine.world->advance(8h);
    machine.http->reply(400, R"({"error":"invalid_grant","error_description":"hush"})");
    const failure over = why(errc::credentials_expired);
    EXPECT_TRUE(says(over, remedy)) << over.text();
    EXPECT_TRUE(says(over, "https://oidc.eu-west-1.amazonaws.com/token responded with status 400"));
    EXPECT_EQ(over.diagnostics().service_code, "invalid_grant");
    EXPECT_EQ(over.diagnostics().http_status, 400);
    // The registration has expired, too: no request is sent.
    machine.world->advance(60 * 24h);
    EXPECT_TRUE(
        says(why(errc::credentials_expired), "SSO session \"dev\" has expired: " + std::string(remedy)));
    EXPECT_EQ(sent().size(), 1U);
}

TEST_F(SsoSource, ARefreshThatFailsForAWhileIsNotALoginThatIsOver) {
    machine.world->advance(8h);
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->reply(503, "hush");
    EXPECT_TRUE(says(why(errc::credentials_failed), "retry later"));
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->fail(errc::connect_failed);
    EXPECT_TRUE(says(why(errc::connect_failed), "could not be refreshed at https://oidc."));
    machine.http->reply(200, R"({"accessToken":"hush-2"})");
    EXPECT_TRUE(says(why(errc::credentials_failed), "\"expiresIn\""));
    EXPECT_EQ(machine.files->replaced, 0);
}

TEST_F(SsoSource, WhatThePortalRefusesIsExplained) {
    machine.http->reply(401, R"({"message":"hush","__type":"UnauthorizedException"})");
    EXPECT_TRUE(says(why(errc::credentials_expired), remedy));
    machine.http->reply(
        403, R"({"message":"No access","__type":"com.amazonaws.switchboard.portal#ForbiddenException"})");
    const failure denied = why(errc::credentials_failed);
    EXPECT_TRUE(says(denied, "role reader of account 123456789012")) << denied.text();
    EXPECT_TRUE(says(denied, "status 403, ForbiddenException"));
    EXPECT_EQ(denied.diagnostics().service_code, "ForbiddenException");
    machine.http->reply(404, R"({"__type":"ResourceNotFoundException"})");
    EXPECT_TRUE(says(why(errc::credentials_failed), "correct sso_account_id or sso_role_name"));
    machine.http->reply(400, "hush");
    EXPECT_TRUE(says(why(errc::credentials_failed), "status 400"));
    machine.http->reply(200, R"({"roleCredentials":{"accessKeyId":"AKIA","secretAccessKey":"hush-key"}})");
    EXPECT_TRUE(says(why(errc::credentials_failed), "roleCredentials.sessionToken"));
}

TEST_F(SsoSource, WhatPassesIsTriedAgain) {
    machine.http->reply(500, "");
    machine.http->reply(429, "");
    machine.http->reply(200, role);
    EXPECT_TRUE(load());
    EXPECT_EQ(machine.world->sleeps.size(), 2U);
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->reply(429, "hush");
    EXPECT_TRUE(says(why(errc::credentials_failed), "retry later"));
    for (int attempt = 0; attempt < 3; ++attempt) machine.http->fail(errc::attempt_timed_out);
    EXPECT_TRUE(says(why(errc::attempt_timed_out), "https://portal.sso.eu-west-1.amazonaws.com/federation"));
}

TEST_F(SsoSource, IncompleteOptionsAreNamed) {
    const std::pair<std::string sso_options::*, const char*> members[] = {
        {&sso_options::start_url, "sso_start_url"},
        {&sso_options::region, "sso_region"},
        {&sso_options::account_id, "sso_account_id"},
        {&sso_options::role_name, "sso_role_name"}};
    const sso_options complete = options;
    for (const auto& [member, name] : members) {
        options = complete;
        (options.*member).clear();
        EXPECT_TRUE(says(why(errc::invalid_configuration), std::string("has no ") + name));
    }
    EXPECT_TRUE(sent().empty());
}

TEST_F(SsoSource, CanBeCancelledWhileItRefreshes) {
    machine.files->texts[path] = token(15min);
    machine.http->reply(500, "");
    const auto loading = source();
    const auto call = test::start_cancellable(io.get_executor(), loading->load());
    machine.world->on_sleep = [&call] { call->cancel(); };
    io.run();
    // As an error or as an exception, and without further requests.
    EXPECT_TRUE(test::was_canceled(*call));
    EXPECT_EQ(sent().size(), 1U);
}

}  // namespace
}  // namespace dynaco::identity::sso_source_test
