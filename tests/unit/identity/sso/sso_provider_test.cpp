#include "identity/machine/http.hpp"
#include "identity/source/configured.hpp"
#include "identity/sso/source.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/scripted_service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

// From a provider to sockets and back: the state machine, the shared files, the source, HTTP.
namespace dynaco::identity::sso_provider_test {
namespace {

using namespace std::chrono_literals;
using snapshot = std::shared_ptr<const credentials>;
using test::reply;

const char* const path = "/home/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json";  // of "dev"

reply role(const std::string& id, std::chrono::minutes until) {
    const auto ms = (test::fake_effects::birthday + std::chrono::milliseconds(until)).time_since_epoch();
    return reply{R"({"roleCredentials":{"accessKeyId":")" + id +
                 R"(","secretAccessKey":"k","sessionToken":"s","expiration":)" + std::to_string(ms.count()) +
                 "}}"};
}

std::string token(const std::string& text, const std::string& expires_at) {
    return R"({"accessToken":")" + text + R"(","expiresAt":")" + expires_at +
           R"(","clientId":"ID","clientSecret":"SECRET","refreshToken":"REFRESH",)"
           R"("registrationExpiresAt":"2026-03-01T00:00:00Z"})";
}

struct SsoProvider : testing::Test {
    SsoProvider() {
        machine.variables["AWS_ENDPOINT_URL_SSO"] = service.url();
        machine.variables["AWS_ENDPOINT_URL_SSO_OIDC"] = service.url();
        machine.files->texts[path] = token("TOKEN", "2026-01-01T08:00:00Z");
        identity::machine on = machine.get();
        on.http = machine_http({.proxy = "none"}, on.env);
        const sso_options options{.session = "dev",
                                  .start_url = "https://x.awsapps.com/start",
                                  .region = "eu-west-1",
                                  .account_id = "123456789012",
                                  .role_name = "reader"};
        const auto make = [options,
                           on](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
            return sso_source(options, configured, on);
        };
        provider = refreshing(configured_source(on, {}, make), on.world);
    }
    result<snapshot> get() { return test::run(io, provider->get()); }
    std::string id() {
        const auto got = get();
        return got ? (*got)->access_key_id : got.error().text();
    }
    [[nodiscard]] std::size_t asked_portal() const { return service.count("GET", "/federation/credentials"); }
    void portal(std::vector<reply> in_turn) { service.on("GET", "/federation/credentials", in_turn); }

    test::scripted_service service{};
    test::fake_machine machine{};
    boost::asio::io_context io{};
    std::shared_ptr<credentials_provider> provider{};
};

TEST_F(SsoProvider, LoadsWhenItIsFirstAskedAndKeepsWhatItGot) {
    portal({role("AKIA", 60min)});
    EXPECT_EQ(provider->cached(), nullptr);
    EXPECT_EQ(service.asked().size(), 0U);
    EXPECT_EQ(id(), "AKIA");
    EXPECT_EQ(id(), "AKIA");
    ASSERT_NE(provider->cached(), nullptr);
    EXPECT_EQ(provider->cached()->account_id, "123456789012");
    ASSERT_EQ(asked_portal(), 1U);
    const auto request = service.requests("GET", "/federation/credentials")[0];
    EXPECT_EQ(request.header("x-amz-sso_bearer_token"), "TOKEN");
    EXPECT_EQ(request.target, "/federation/credentials?role_name=reader&account_id=123456789012");
}

TEST_F(SsoProvider, ConcurrentFirstUseAsksOnce) {
    portal({role("AKIA", 60min)});
    std::vector<std::shared_ptr<test::pending<result<snapshot>>>> all;
    for (int i = 0; i < 16; ++i) all.push_back(test::start(io.get_executor(), provider->get()));
    test::run_until(io,
                    [&all] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) EXPECT_EQ(each->get().value()->access_key_id, "AKIA");
    EXPECT_EQ(asked_portal(), 1U);
}

TEST_F(SsoProvider, RefreshesRoleAndTokenBeforeTheyExpire) {
    portal({role("AKIA", 60min), role("AKIB", 120min), role("AKIC", 540min)});
    service.on("POST", "/token", reply{R"({"accessToken":"TOKEN-2","expiresIn":28800})"});
    EXPECT_EQ(id(), "AKIA");
    machine.world->advance(55min);
    EXPECT_EQ(id(), "AKIB");
    EXPECT_EQ(service.count("POST", "/token"), 0U);
    machine.world->advance(7h);  // the role's credentials have expired, and the token expires soon
    EXPECT_EQ(id(), "AKIC");
    EXPECT_EQ(service.count("POST", "/token"), 1U);
    EXPECT_EQ(service.requests("GET", "/federation/credentials").back().header("x-amz-sso_bearer_token"),
              "TOKEN-2");
    EXPECT_NE(machine.files->texts[path].find("TOKEN-2"), std::string::npos);
}

TEST_F(SsoProvider, AFailureIsOfNoMatterWhileTheRoleIsValid) {
    portal({role("AKIA", 60min), reply{"{}"}.status(503)});
    EXPECT_EQ(id(), "AKIA");
    machine.world->advance(55min);
    EXPECT_EQ(id(), "AKIA");
    EXPECT_EQ(asked_portal(), 4U);
    machine.world->advance(6min);
    const auto failed = get();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().cause(), errc::credentials_failed);
    EXPECT_EQ(failed.error().diagnostics().http_status, 503);
}

TEST_F(SsoProvider, OnceTheLoginIsOverANewOneIsSeen) {
    portal({reply{R"({"__type":"UnauthorizedException"})"}.status(401), role("AKIA", 60min)});
    const auto over = get();
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().cause(), errc::credentials_expired);
    EXPECT_NE(over.error().text().find("aws sso login --sso-session dev"), std::string::npos);
    EXPECT_EQ(over.error().text().find("TOKEN"), std::string::npos);
    machine.files->texts[path] = token("TOKEN-3", "2026-01-01T09:00:00Z");
    machine.world->advance(5s);  // the pause after a failure
    EXPECT_EQ(id(), "AKIA");
    EXPECT_EQ(service.requests("GET", "/federation/credentials").back().header("x-amz-sso_bearer_token"),
              "TOKEN-3");
}

TEST_F(SsoProvider, AClockThatIsSetForwardIsNoticed) {
    portal({role("AKIA", 60min), role("AKIB", 180min)});
    EXPECT_EQ(id(), "AKIA");
    machine.world->clock_error = 2h;
    EXPECT_EQ(id(), "AKIB");
    EXPECT_EQ(asked_portal(), 2U);
}

}  // namespace
}  // namespace dynaco::identity::sso_provider_test
