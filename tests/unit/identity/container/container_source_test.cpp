#include "identity/container/source.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "unit/transport/given_addresses.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::identity::container_source_test {
namespace {

constexpr const char* full_uri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* keys = R"({"AccessKeyId":"ASIA1","SecretAccessKey":"S3CR3T","Token":"T0K3N",)"
                             R"("Expiration":"2026-01-01T06:00:00Z","AccountId":"012345678901"})";

std::shared_ptr<transport::resolver> named(const std::vector<std::string>& addresses) {
    test::endpoint_list list;
    for (const std::string& each : addresses) list.emplace_back(boost::asio::ip::make_address(each), 8080);
    return std::make_shared<test::given_addresses>(std::deque<test::endpoint_list>{list});
}

class ContainerSource : public testing::Test {
 protected:
    result<loaded_credentials> load() {
        const auto configured = std::make_shared<const settings>(
            machine.get().env, std::make_shared<const profile_set>(), std::string());
        boost::asio::io_context io;
        return test::run(io, container_source(configured, machine.get(), names)->load());
    }
    std::string why(errc expected) {
        const auto loaded = load();
        if (loaded) return "no failure";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        EXPECT_EQ(loaded.error().text().find("S3CR3T"), std::string::npos);
        return loaded.error().diagnostics().detail;
    }

    test::fake_machine machine;
    std::shared_ptr<transport::resolver> names{};
};

TEST_F(ContainerSource, LoadsFromEcs) {
    machine.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials/52b1";
    machine.http->reply(200, keys);
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIA1");
    EXPECT_EQ(loaded->keys.secret_access_key, "S3CR3T");
    EXPECT_EQ(loaded->keys.session_token, "T0K3N");
    EXPECT_EQ(loaded->keys.account_id, "012345678901");
    EXPECT_EQ(loaded->keys.expiration, test::fake_effects::birthday + std::chrono::hours(6));
    EXPECT_FALSE(loaded->outlive_expiration);
    EXPECT_EQ(loaded->origin, "container credentials at http://169.254.170.2/v2/credentials/52b1");

    ASSERT_EQ(machine.http->requests.size(), 1u);
    const auto& sent = machine.http->requests[0];
    EXPECT_EQ(sent.method, "GET");
    EXPECT_EQ(sent.url, "http://169.254.170.2/v2/credentials/52b1");
    EXPECT_EQ(sent.headers, (std::map<std::string, std::string>{{"accept", "application/json"}}));
    EXPECT_TRUE(sent.direct);
    EXPECT_EQ(sent.connect_timeout, std::chrono::seconds(2));
    EXPECT_EQ(sent.timeout, std::chrono::seconds(5));
}

TEST_F(ContainerSource, SendsTheTokenThatTheFileHoldsNow) {
    machine.variables[full_uri] = "http://169.254.170.23/v1/credentials";
    machine.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token.jwt";
    machine.files->texts["/token.jwt"] = "sometoken";
    machine.http->reply(200, keys);
    ASSERT_TRUE(load());
    EXPECT_EQ(machine.http->requests.at(0).url, "http://169.254.170.23/v1/credentials");
    EXPECT_EQ(machine.http->requests.at(0).headers.at("authorization"), "sometoken");
}

TEST_F(ContainerSource, WithoutConfigurationNothingIsSent) {
    EXPECT_NE(why(errc::missing_credentials).find("No environment variables were set"), std::string::npos);
    machine.variables[full_uri] = "http://10.0.0.1/x";
    EXPECT_NE(why(errc::invalid_configuration).find("disallowed IP address 10.0.0.1"), std::string::npos);
    machine.variables[full_uri] = "https://host/x?key=S3CR3T";
    machine.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "S3CR3T\n";
    EXPECT_NE(why(errc::credentials_failed).find("container credentials at https://host/x"),
              std::string::npos);
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(ContainerSource, ANameWithoutTlsIsAskedIfAllItsAddressesMayBe) {
    machine.variables[full_uri] = "http://agent:8080/x";
    names = named({"127.0.0.1", "::1"});
    machine.http->reply(200, keys);
    EXPECT_TRUE(load());
    EXPECT_EQ(machine.http->requests.at(0).url, "http://agent:8080/x");

    names = named({"127.0.0.1", "10.0.0.1"});
    EXPECT_NE(why(errc::invalid_configuration).find("\"agent\" has the disallowed IP address 10.0.0.1"),
              std::string::npos);
    EXPECT_EQ(machine.http->requests.size(), 1u);
}

TEST_F(ContainerSource, ANameWithTlsIsNotLookedUp) {
    machine.variables[full_uri] = "https://agent/x";
    names = named({"10.0.0.1"});
    machine.http->reply(200, keys);
    EXPECT_TRUE(load());
}

TEST_F(ContainerSource, ServerErrorsAndConnectionFailuresAreRetried) {
    machine.variables[full_uri] = "http://127.0.0.1/x";
    machine.http->reply(500, "oops");
    machine.http->fail(errc::connect_failed);
    machine.http->reply(200, keys);
    EXPECT_TRUE(load());
    EXPECT_EQ(machine.world->sleeps.size(), 2u);

    for (int i = 0; i < 3; ++i) machine.http->reply(503, R"({"code":"Busy","message":"later"})");
    EXPECT_EQ(why(errc::credentials_failed),
              "container credentials at http://127.0.0.1/x: HTTP status 503, Busy: later");
    EXPECT_EQ(machine.http->requests.size(), 6u);
}

TEST_F(ContainerSource, ARefusalEndsItWithItsCodeAndARemedy) {
    machine.variables[full_uri] = "http://127.0.0.1/x?key=S3CR3T";
    machine.http->reply(403, R"({"code":"AccessDenied","message":"not you"})");
    EXPECT_EQ(why(errc::credentials_failed),
              "container credentials at http://127.0.0.1/x: HTTP status 403, AccessDenied: not you; check "
              "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN, and that a role "
              "is associated with this container");
    machine.http->reply(404, "S3CR3T");
    EXPECT_NE(why(errc::credentials_failed).find("HTTP status 404; check the URI"), std::string::npos);
    machine.http->reply(302, "");
    EXPECT_NE(why(errc::credentials_failed).find("HTTP status 302"), std::string::npos);
    EXPECT_EQ(machine.http->requests.size(), 3u);
}

TEST_F(ContainerSource, AnAnswerThatIsNoneSaysWhatIsWrongWithIt) {
    machine.variables[full_uri] = "http://127.0.0.1/x";
    machine.http->reply(200, "S3CR3T");
    EXPECT_EQ(why(errc::credentials_failed),
              "container credentials at http://127.0.0.1/x: the text is not a JSON object");
    machine.http->reply(200, R"({"AccessKeyId":"A","SecretAccessKey":{"S3CR3T":1}})");
    EXPECT_NE(why(errc::credentials_failed).find("\"SecretAccessKey\" is not a string"), std::string::npos);
}

TEST_F(ContainerSource, KeysWithoutTokenOrExpirationAreForGood) {
    machine.variables[full_uri] = "http://127.0.0.1/x";
    machine.http->reply(200, R"({"AccessKeyId":"A","SecretAccessKey":"S","Expiration":""})");
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_TRUE(loaded->keys.session_token.empty());
    EXPECT_FALSE(loaded->keys.expiration);
}

TEST_F(ContainerSource, FailuresOfTheWaySayWhereItWasGoing) {
    machine.variables[full_uri] = "http://127.0.0.1/x";
    for (int i = 0; i < 3; ++i) machine.http->fail(errc::connect_failed);
    EXPECT_EQ(why(errc::connect_failed), "container credentials at http://127.0.0.1/x");
    for (int i = 0; i < 3; ++i) machine.http->fail(errc::attempt_timed_out);
    EXPECT_EQ(why(errc::credentials_failed),
              "container credentials at http://127.0.0.1/x: the service did not respond in time");
    machine.http->fail(errc::canceled);
    EXPECT_EQ(why(errc::canceled), "");
    EXPECT_EQ(machine.http->requests.size(), 7u);
}

}  // namespace
}  // namespace dynaco::identity::container_source_test
