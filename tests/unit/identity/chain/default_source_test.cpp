#include "identity/chain/default_source.hpp"

#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/sts_bodies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dynaco::identity::default_source_test {
namespace {

constexpr const char* role_profile =
    "[default]\nrole_arn = arn:aws:iam::123456789012:role/reader\nsource_profile = base\nregion = eu-west-1\n"
    "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = S3CR3T\n";

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

class DefaultSource : public testing::Test {
 protected:
    result<loaded_credentials> load(credentials_scope scope = credentials_scope::all_sources) {
        return test::run(io, default_source(options, machine.get(), scope)->load());
    }
    std::string why(errc expected, credentials_scope scope = credentials_scope::all_sources) {
        const auto loaded = load(scope);
        if (loaded) return "no failure";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        EXPECT_FALSE(contains(loaded.error().text(), "S3CR3T")) << loaded.error().text();
        return loaded.error().diagnostics().detail;
    }
    void set_keys() {
        machine.variables["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        machine.variables["AWS_SECRET_ACCESS_KEY"] = "S3CR3T";
    }

    boost::asio::io_context io;
    test::fake_machine machine;
    default_credentials_options options{};
};

TEST_F(DefaultSource, NeedsNoFileForKeysOfTheEnvironment) {
    set_keys();
    machine.config("this is no profile file");
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "AKIAENV");
    EXPECT_EQ(loaded->origin, "environment, access keys");
    EXPECT_TRUE(machine.files->reads.empty());
}

TEST_F(DefaultSource, ReadsTheFilesAnewAtEachLoad) {
    const auto source = default_source({}, machine.get());
    machine.config("[default]\naws_access_key_id = AKIA1\naws_secret_access_key = S3CR3T\n");
    EXPECT_EQ(test::run(io, source->load()).value().keys.access_key_id, "AKIA1");
    machine.config("[default]\naws_access_key_id = AKIA2\naws_secret_access_key = S3CR3T\n");
    const auto second = test::run(io, source->load());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->keys.access_key_id, "AKIA2");
    EXPECT_EQ(second->origin, "profile \"default\", access keys");
}

TEST_F(DefaultSource, AssumesTheRolesOfAProfile) {
    machine.config(role_profile);
    machine.http->reply(200, test::sts_answer());
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(loaded->keys.account_id, "123456789012");
    EXPECT_TRUE(contains(loaded->origin, "profile \"default\", ")) << loaded->origin;
    ASSERT_EQ(machine.http->requests.size(), 1U);
    const auto& sent = machine.http->requests[0];
    EXPECT_EQ(sent.url, "https://sts.eu-west-1.amazonaws.com/");
    EXPECT_TRUE(contains(sent.headers.at("authorization"), "Credential=AKIABASE/20260101/eu-west-1/sts"));
}

TEST_F(DefaultSource, AssumesOneRoleWithTheCredentialsOfAnother) {
    machine.config(std::string(role_profile) +
                   "[profile outer]\nrole_arn = arn:aws:iam::123456789012:role/outer\n"
                   "source_profile = default\nregion = eu-west-1\n");
    options.profile = "outer";
    machine.http->reply(200, test::sts_answer({.access_key_id = "ASIAINNER"}));
    machine.http->reply(200, test::sts_answer({.access_key_id = "ASIAOUTER"}));
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "ASIAOUTER");
    ASSERT_EQ(machine.http->requests.size(), 2U);
    EXPECT_TRUE(contains(machine.http->requests[0].body, "role%2Freader"));
    EXPECT_TRUE(contains(machine.http->requests[1].body, "role%2Fouter"));
    EXPECT_TRUE(contains(machine.http->requests[1].headers.at("authorization"), "Credential=ASIAINNER/"));
}

TEST_F(DefaultSource, GivesRolesTheRegionOfTheOptions) {
    machine.config(role_profile);
    options.region = "us-west-2";
    machine.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    EXPECT_EQ(machine.http->requests.at(0).url, "https://sts.us-west-2.amazonaws.com/");
}

TEST_F(DefaultSource, ARoleMayStartFromTheEnvironment) {
    set_keys();
    machine.config(
        "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/reader\n"
        "credential_source = Environment\nregion = eu-west-1\n");
    options.profile = "role";
    machine.http->reply(200, test::sts_answer());
    ASSERT_TRUE(load());
    EXPECT_TRUE(contains(machine.http->requests.at(0).headers.at("authorization"), "Credential=AKIAENV/"));
    machine.variables.erase("AWS_ACCESS_KEY_ID");
    machine.variables.erase("AWS_SECRET_ACCESS_KEY");
    EXPECT_TRUE(contains(why(errc::missing_credentials), "AWS_ACCESS_KEY_ID"));
}

TEST_F(DefaultSource, AsksForTheCodeOfADevice) {
    machine.config(std::string(role_profile) +
                   "[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/reader\n"
                   "source_profile = base\nmfa_serial = arn:mfa\n"
                   "region = eu-west-1\n");
    options.profile = "mfa";
    EXPECT_TRUE(contains(why(errc::credentials_failed), "arn:mfa"));
    std::string asked;
    options.mfa = [&asked](std::string serial) -> boost::asio::awaitable<std::string> {
        asked = std::move(serial);
        co_return "123456";
    };
    machine.http->reply(200, test::sts_answer());
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(asked, "arn:mfa");
    EXPECT_TRUE(contains(machine.http->requests.at(0).body, "TokenCode=123456"));
}

TEST_F(DefaultSource, RunsTheProgramOfAProfile) {
    machine.config(
        "[default]\ncredential_process = /bin/keys --with S3CR3T\naws_account_id = 123456789012\n");
    machine.processes->outcome =
        process_output{.output = R"({"Version":1,"AccessKeyId":"AKIAPROC","SecretAccessKey":"S3CR3T"})"};
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().text();
    EXPECT_EQ(loaded->keys.access_key_id, "AKIAPROC");
    EXPECT_EQ(loaded->keys.account_id, "123456789012");
    machine.processes->outcome = process_output{.exit_status = 1};
    EXPECT_FALSE(contains(why(errc::credentials_failed), "/bin/keys"));
}

TEST_F(DefaultSource, WhatIsConfiguredAndFailsIsNotPassedOver) {
    machine.config(role_profile);
    machine.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/credentials";
    machine.http->reply(403, test::sts_error("AccessDenied", "not you"));
    EXPECT_TRUE(contains(why(errc::credentials_failed), "AccessDenied"));
    EXPECT_EQ(machine.http->requests.size(), 1U);
}

TEST_F(DefaultSource, RefusesABrokenFile) {
    machine.config("[default]\n= x\n");
    EXPECT_TRUE(contains(why(errc::invalid_configuration), "/home/.aws/config"));
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(DefaultSource, SaysOfEverySourceWhyItHasNoAnswer) {
    const std::string detail = why(errc::missing_credentials);
    for (const char* const part :
         {"environment: AWS_ACCESS_KEY_ID is not set; ", "profile \"default\": No profiles",
          "web identity: ", "container: ", "instance metadata: the credential provider was not enabled"})
        EXPECT_TRUE(contains(detail, part)) << part << " in " << detail;
    EXPECT_FALSE(machine.http->requests.empty());
}

TEST_F(DefaultSource, AsksNobodyIfInstanceMetadataAreDisabled) {
    machine.variables["AWS_EC2_METADATA_DISABLED"] = "true";
    EXPECT_TRUE(contains(why(errc::missing_credentials), "AWS_EC2_METADATA_DISABLED is true"));
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(DefaultSource, OfAProfileAsksNothingElse) {
    set_keys();
    EXPECT_TRUE(contains(why(errc::missing_credentials, credentials_scope::profile_only),
                         "the credential provider was not enabled"));
    machine.config("[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = S3CR3T\n");
    EXPECT_EQ(load(credentials_scope::profile_only).value().keys.access_key_id, "AKIAFILE");
    EXPECT_TRUE(machine.http->requests.empty());
}

TEST_F(DefaultSource, AProfileThatIsNotThereIsRefused) {
    options.profile = "oops";
    EXPECT_TRUE(contains(why(errc::invalid_configuration), "\"oops\""));
}

TEST_F(DefaultSource, ManyFirstUsersMakeOneRequest) {
    machine.config(role_profile);
    machine.http->reply(200, test::sts_answer());
    const auto provider = refreshing(default_source({}, machine.get()), machine.world);
    using answer = result<std::shared_ptr<const credentials>>;
    std::vector<std::shared_ptr<test::pending<answer>>> users;
    for (int i = 0; i < 20; ++i) users.push_back(test::start(io.get_executor(), provider->get()));
    test::run_until(io, [&] { return std::ranges::all_of(users, [](const auto& u) { return u->done; }); });
    for (const auto& user : users) EXPECT_EQ(user->get().value()->access_key_id, "ASIAEXAMPLE");
    EXPECT_EQ(machine.http->requests.size(), 1U);
}

TEST_F(DefaultSource, RefreshesBeforeTheEndAndReadsNothingMeanwhile) {
    machine.config(role_profile);
    machine.http->reply(200, test::sts_answer({.access_key_id = "ASIA1"}));
    const auto provider = refreshing(default_source({}, machine.get()), machine.world);
    EXPECT_EQ(test::run(io, provider->get()).value()->access_key_id, "ASIA1");
    machine.files->reads.clear();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(provider->cached()->access_key_id, "ASIA1");
    EXPECT_TRUE(machine.files->reads.empty());
    machine.http->reply(200,
                        test::sts_answer({.access_key_id = "ASIA2", .expiration = "2026-01-01T02:00:00Z"}));
    machine.world->advance(std::chrono::minutes(59));
    EXPECT_EQ(test::run(io, provider->get()).value()->access_key_id, "ASIA2");
    EXPECT_FALSE(machine.files->reads.empty());
}

}  // namespace
}  // namespace dynaco::identity::default_source_test
