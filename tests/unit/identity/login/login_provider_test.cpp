#include "identity/login/source.hpp"
#include "identity/machine/http.hpp"
#include "identity/source/configured.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/scripted_service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

// From a provider to sockets: the state machine, the shared files, the source, HTTP.
namespace dynaco::identity::login_provider_test {
namespace {

using namespace std::chrono_literals;
using snapshot = std::shared_ptr<const credentials>;
using test::reply;

const char* const path =
    "/home/.aws/login/cache/36db1d138ff460920374e4c3d8e01f53f9f73537e89c88d639f68393df0e2726.json";

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

reply refreshed(const std::string& id) {
    return reply{R"({"accessToken":{"accessKeyId":")" + id +
                 R"(","secretAccessKey":"k","sessionToken":"s"},"expiresIn":900,"refreshToken":"for )" + id +
                 "\"}"};
}

struct LoginProvider : testing::Test {
    LoginProvider() {
        machine.variables["AWS_ENDPOINT_URL_SIGNIN"] = service.url();
        machine.variables["AWS_REGION"] = "eu-west-1";
        machine.files->texts[path] = cached;
        identity::machine on = machine.get();
        on.http = machine_http({.proxy = "none"}, on.env);
        const login_options options{.session = "arn:aws:iam::0123456789012:user/Admin"};
        const auto make = [options,
                           on](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
            return login_source(options, configured, on);
        };
        provider = refreshing(configured_source(on, {}, make), on.world);
    }
    result<snapshot> get() { return test::run(io, provider->get()); }
    std::string id() {
        const auto got = get();
        return got ? (*got)->access_key_id : got.error().text();
    }
    [[nodiscard]] std::size_t asked() const { return service.count("POST", "/v1/token"); }

    test::scripted_service service{};
    test::fake_machine machine{};
    boost::asio::io_context io{};
    std::shared_ptr<credentials_provider> provider{};
};

TEST_F(LoginProvider, UsesTheCachedKeysUntilTheyNearTheirEnd) {
    service.on("POST", "/v1/token", {refreshed("AKIB"), refreshed("AKIC")});
    EXPECT_EQ(id(), "AKIA");
    machine.world->advance(10min);
    EXPECT_EQ(id(), "AKIA");
    EXPECT_EQ(asked(), 0U);
    machine.world->advance(4min);
    EXPECT_EQ(id(), "AKIB");
    machine.world->advance(14min);
    EXPECT_EQ(id(), "AKIC");
    ASSERT_EQ(asked(), 2U);
    const auto last = service.requests("POST", "/v1/token").back();
    EXPECT_NE(last.body.find("for AKIB"), std::string::npos);
    EXPECT_EQ(std::ranges::count(last.header("DPoP").value(), '.'), 2);
}

TEST_F(LoginProvider, ConcurrentFirstUseAsksOnce) {
    service.on("POST", "/v1/token", refreshed("AKIB"));
    machine.world->advance(1h);
    std::vector<std::shared_ptr<test::pending<result<snapshot>>>> all;
    for (int i = 0; i < 16; ++i) all.push_back(test::start(io.get_executor(), provider->get()));
    test::run_until(io,
                    [&all] { return std::ranges::all_of(all, [](const auto& each) { return each->done; }); });
    for (const auto& each : all) EXPECT_EQ(each->get().value()->access_key_id, "AKIB");
    EXPECT_EQ(asked(), 1U);
}

TEST_F(LoginProvider, OnceTheSessionIsOverANewOneIsSeen) {
    service.on("POST", "/v1/token", reply{R"({"error":"TOKEN_EXPIRED"})"}.status(401));
    machine.world->advance(14min);
    EXPECT_EQ(id(), "AKIA");
    machine.world->advance(1min);
    const auto over = get();
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().cause(), errc::credentials_expired);
    EXPECT_NE(over.error().text().find("run \"aws login\""), std::string::npos) << over.error().text();
    service.on("POST", "/v1/token", refreshed("AKIB"));
    machine.world->advance(5s);  // the pause after a failure
    EXPECT_EQ(id(), "AKIB");
}

TEST_F(LoginProvider, AServiceThatIsDownIsOfNoMatterWhileTheKeysAreValid) {
    service.on("POST", "/v1/token", {reply{"{}"}.status(503)});
    machine.world->advance(11min);
    EXPECT_EQ(id(), "AKIA");
    EXPECT_EQ(asked(), 3U) << "it was time to refresh them";
}

TEST_F(LoginProvider, AClockThatIsSetForwardIsNoticed) {
    service.on("POST", "/v1/token", refreshed("AKIB"));
    EXPECT_EQ(id(), "AKIA");
    machine.world->clock_error = 1h;
    EXPECT_EQ(id(), "AKIB");
    EXPECT_EQ(asked(), 1U);
    machine.world->clock_error = 0h;
    EXPECT_EQ(id(), "AKIB") << "set back, they are valid all the longer";
    EXPECT_EQ(asked(), 1U);
}

TEST_F(LoginProvider, AServiceThatIsDownIsAFailureOnceTheKeysHaveExpired) {
    service.on("POST", "/v1/token", {reply{"{}"}.status(503)});
    machine.world->advance(16min);
    const auto down = get();
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().cause(), errc::credentials_failed);
    EXPECT_EQ(asked(), 3U);
}

}  // namespace
}  // namespace dynaco::identity::login_provider_test
