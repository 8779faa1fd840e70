#include "identity/instance/source.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace dynaco::identity::instance_source_test {
namespace {

using namespace std::chrono_literals;

constexpr const char* keys =
    R"({"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"ASIA1","SecretAccessKey":"S3CR3T","Token":"T0K3N",)"
    R"("Expiration":"2026-01-01T06:00:00Z"})";

class InstanceSource : public testing::Test {
 protected:
    std::shared_ptr<const settings> configured() {
        return std::make_shared<const settings>(load_settings(machine.get(), {}).value());
    }
    result<loaded_credentials> load(const instance_options& options = {}) {
        boost::asio::io_context io;
        return test::run(io, instance_source(options, configured(), machine.get())->load());
    }
    result<std::string> region() {
        boost::asio::io_context io;
        return test::run(io, instance_region(configured(), machine.get()));
    }
    std::string why(errc expected, const instance_options& options = {}) {
        const auto loaded = load(options);
        if (loaded) return "no failure";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        EXPECT_EQ(loaded.error().text().find("S3CR3T"), std::string::npos) << loaded.error().text();
        return loaded.error().diagnostics().detail;
    }
    // The requests since the last call of this function: "PUT http://…/latest/api/token" and so on.
    std::vector<std::string> asked() {
        std::vector<std::string> all;
        for (const auto& each : machine.http->requests) all.push_back(each.method + ' ' + each.url);
        machine.http->requests.clear();
        return all;
    }
    using headers = std::map<std::string, std::string>;

    test::fake_machine machine;
    test::scripted_http& http = *machine.http;
    const std::string base = "http://169.254.169.254/latest";
    const std::string roles = base + "/meta-data/iam/security-credentials/";
};

TEST_F(InstanceSource, LoadsByAToken) {
    http.reply(200, "tok==");
    http.reply(200, "web-server");
    http.reply(200, keys);
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIA1");
    EXPECT_EQ(loaded->keys.secret_access_key, "S3CR3T");
    EXPECT_EQ(loaded->keys.session_token, "T0K3N");
    EXPECT_EQ(loaded->keys.expiration, test::fake_effects::birthday + 6h);
    EXPECT_TRUE(loaded->outlive_expiration);
    EXPECT_EQ(loaded->origin, "instance metadata, role web-server");

    ASSERT_EQ(http.requests.size(), 3u);
    EXPECT_EQ(http.requests[0].headers, (headers{{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}}));
    EXPECT_EQ(http.requests[1].headers, (headers{{"x-aws-ec2-metadata-token", "tok=="}}));
    EXPECT_EQ(http.requests[2].headers, (headers{{"x-aws-ec2-metadata-token", "tok=="}}));
    for (const auto& each : http.requests) {
        EXPECT_TRUE(each.direct);
        EXPECT_EQ(each.connect_timeout, 1s);
        EXPECT_EQ(each.timeout, 1s);
        EXPECT_EQ(each.body, "");
    }
    EXPECT_EQ(asked(), (std::vector<std::string>{"PUT " + base + "/api/token", "GET " + roles,
                                                 "GET " + roles + "web-server"}));
}

TEST_F(InstanceSource, AsksWhereItIsTold) {
    http.reply(200, "tok");
    http.reply(200, " role/../x");
    why(errc::credentials_failed, {.endpoint = "http://[::1]:8080/base/", .timeout = 300ms});
    EXPECT_EQ(http.requests.at(0).timeout, 300ms);
    EXPECT_EQ(asked(), (std::vector<std::string>{
                           "PUT http://[::1]:8080/base/latest/api/token",
                           "GET http://[::1]:8080/base/latest/meta-data/iam/security-credentials/"}));
}

TEST_F(InstanceSource, AsksNobodyWhereItIsForbidden) {
    machine.variables["AWS_EC2_METADATA_DISABLED"] = "true";
    why(errc::missing_credentials);
    EXPECT_TRUE(asked().empty());
}

TEST_F(InstanceSource, ExpiredKeysArePassedOn) {
    machine.world->clock_error = 24h;
    http.reply(200, "tok");
    http.reply(200, "r");
    http.reply(200, keys);
    EXPECT_TRUE(load());
}

TEST_F(InstanceSource, ServerErrorsAndTimeOutsAreRetried) {
    http.reply(500, "");
    http.fail(errc::attempt_timed_out);
    http.reply(200, "tok");
    http.reply(503, "");
    http.reply(200, "r");
    http.fail(errc::connection_lost);
    http.reply(200, keys);
    EXPECT_TRUE(load());
    EXPECT_EQ(machine.world->sleeps.size(), 4u);

    asked();
    http.reply(500, "");
    http.reply(500, "");
    EXPECT_NE(why(errc::credentials_failed, {.max_attempts = 2}).find("HTTP status 500"), std::string::npos);
    EXPECT_EQ(asked().size(), 2u);
}

TEST_F(InstanceSource, WhereNobodyListensOneAttemptIsEnough) {
    http.fail(errc::connect_timed_out);
    EXPECT_NE(why(errc::missing_credentials).find("not an EC2 instance"), std::string::npos);
    http.fail(errc::connect_failed);
    why(errc::missing_credentials);
    EXPECT_EQ(asked().size(), 2u);
    EXPECT_TRUE(machine.world->sleeps.empty());
}

TEST_F(InstanceSource, AHopLimitOfOneIsNamedAfterAllAttempts) {
    for (int i = 0; i < 3; ++i) http.fail(errc::attempt_timed_out);
    EXPECT_NE(why(errc::credentials_failed).find("--http-put-response-hop-limit 2"), std::string::npos);
    EXPECT_EQ(asked().size(), 3u);
}

TEST_F(InstanceSource, ARefusedTokenIsReplacedOnce) {
    http.reply(200, "old");
    http.reply(401, "");
    http.reply(200, "new");
    http.reply(200, "r");
    http.reply(200, keys);
    EXPECT_TRUE(load());
    EXPECT_EQ(http.requests.at(3).headers.at("x-aws-ec2-metadata-token"), "new");
    EXPECT_EQ(http.requests.at(4).headers.at("x-aws-ec2-metadata-token"), "new");

    for (const int status : {200, 401, 200, 401}) http.reply(status, "tok");
    EXPECT_NE(why(errc::credentials_failed)
                  .find("HTTP status 401 in response to the request for the role's name: the "
                        "token was refused"),
              std::string::npos);
}

TEST_F(InstanceSource, ANewTokenThatIsRefusedEndsIt) {
    http.reply(200, "old");
    http.reply(401, "");
    http.reply(403, "");
    EXPECT_NE(why(errc::credentials_failed).find("request forbidden: IMDS is disabled"), std::string::npos);
}

TEST_F(InstanceSource, Version1HasNoToken) {
    for (int i = 0; i < 2; ++i) http.reply(404, "");
    http.reply(200, "r");
    http.reply(200, keys);
    why(errc::credentials_failed);
    asked();
    EXPECT_TRUE(load({.allow_v1 = true}));
    ASSERT_EQ(http.requests.size(), 3u);
    EXPECT_EQ(http.requests[1].headers, headers());
    EXPECT_EQ(http.requests[2].headers, headers());

    http.reply(405, "");
    http.reply(401, "");
    EXPECT_NE(why(errc::credentials_failed, {.allow_v1 = true}).find("HTTP status 401"), std::string::npos);
}

TEST_F(InstanceSource, WithoutARoleThereAreNoCredentials) {
    for (const auto& [status, body] : {std::pair{404, "<html/>"}, {200, ""}, {200, "\n"}}) {
        http.reply(200, "tok");
        http.reply(status, body);
        EXPECT_NE(why(errc::missing_credentials).find("this instance has no role"), std::string::npos);
    }
    http.reply(200, "tok");
    http.reply(403, "");
    EXPECT_NE(why(errc::credentials_failed).find("HTTP status 403"), std::string::npos);
    asked();
}

TEST_F(InstanceSource, TheRoleIsTheFirstLineAndMustBeAName) {
    http.reply(200, "tok");
    http.reply(200, "first\r\nsecond\n");
    http.reply(200, keys);
    EXPECT_TRUE(load());
    EXPECT_EQ(http.requests.at(2).url, roles + "first");
    for (const char* bad : {"a/b", "a?b", "<html>", "%2e", "r\xC3\xB6le"}) {
        http.reply(200, "tok");
        http.reply(200, bad);
        EXPECT_NE(why(errc::credentials_failed).find("is not a role name"), std::string::npos) << bad;
    }
}

TEST_F(InstanceSource, AnErrorInTheAnswerIsTold) {
    const auto answer = [this](int status, std::string body) {
        http.reply(200, "tok");
        http.reply(200, "r");
        http.reply(status, std::move(body));
        return why(errc::credentials_failed);
    };
    const std::string denied =
        answer(200, R"({"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role r."})");
    EXPECT_NE(denied.find("AssumeRoleUnauthorizedAccess: EC2 cannot assume the role r."), denied.npos);
    EXPECT_NE(denied.find("allow ec2.amazonaws.com to assume the role"), denied.npos);
    EXPECT_EQ(answer(200, R"({"Code":"InstanceProfileNotFound"})"),
              "instance metadata at http://169.254.169.254: role r: the source returned an error instead: "
              "InstanceProfileNotFound");
    EXPECT_NE(answer(200, R"({"Code":"Success","AccessKeyId":"A","SecretAccessKey":"S3CR3T"})")
                  .find("role r: the JSON has no member \"Token\""),
              std::string::npos);
    EXPECT_NE(answer(200, "S3CR3T").find("not a JSON object"), std::string::npos);
    EXPECT_NE(
        answer(404, "").find("HTTP status 404 in response to the request for the credentials of role r"),
        std::string::npos);
}

TEST_F(InstanceSource, FailuresOfTheWaySayWhereItWasGoing) {
    http.reply(200, "tok");
    http.fail(errc::connect_failed);
    EXPECT_EQ(why(errc::connect_failed), "instance metadata at http://169.254.169.254");
    http.reply(200, "tok");
    for (int i = 0; i < 3; ++i) http.fail(errc::attempt_timed_out);
    EXPECT_EQ(why(errc::credentials_failed),
              "instance metadata at http://169.254.169.254: the service did not respond in time");
}

TEST_F(InstanceSource, KnowsTheRegion) {
    http.reply(200, "tok");
    http.reply(200, "eu-west-1\n");
    const auto name = region();
    ASSERT_TRUE(name) << name.error().text();
    EXPECT_EQ(*name, "eu-west-1");
    EXPECT_EQ(http.requests.at(1).headers.at("x-aws-ec2-metadata-token"), "tok");
    EXPECT_EQ(http.requests.at(1).url, base + "/meta-data/placement/region");
}

TEST_F(InstanceSource, ARegionThatCannotBeFoundIsMissing) {
    const auto cause = [this] {
        const auto name = region();
        return name ? errc() : name.error().cause();
    };
    http.fail(errc::connect_timed_out);
    EXPECT_EQ(cause(), errc::missing_region);
    for (const auto& [status, body] : {std::pair{404, "eu-west-1"}, {200, ""}, {200, "<html>"}}) {
        http.reply(200, "tok");
        http.reply(status, body);
        EXPECT_EQ(cause(), errc::missing_region) << body;
    }
    http.fail(errc::canceled);
    EXPECT_EQ(cause(), errc::canceled);
    machine.variables["AWS_EC2_METADATA_DISABLED"] = "true";
    EXPECT_EQ(cause(), errc::missing_region);
}

}  // namespace
}  // namespace dynaco::identity::instance_source_test
