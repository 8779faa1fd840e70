#include "identity/profile/chain.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace dynaco::identity::profile_chain_test {
namespace {

using properties = std::map<std::string, std::string, std::less<>>;

// Profiles like those from files; a profile's line is the number of profiles before it.
struct shared_files {
    profile_set all{};

    shared_files() {
        all.config_path = "/home/.aws/config";
        all.credentials_path = "/home/.aws/credentials";
    }
    shared_files& profile(std::string name, properties p) {
        all.profiles[std::move(name)] = section(std::move(p));
        return *this;
    }
    shared_files& sso_session(std::string name, properties p) {
        all.sso_sessions[std::move(name)] = section(std::move(p));
        return *this;
    }
    profile_section section(properties p) {
        return {.properties = std::move(p), .file = "/home/.aws/config", .line = ++line};
    }
    [[nodiscard]] result<profile_chain> chain(const std::string& selected) const {
        return chain_of_profile(all, selected);
    }
    int line = 0;
};

properties keys(const std::string& id) {
    return {{"aws_access_key_id", id}, {"aws_secret_access_key", "secret of " + id}};
}

properties operator+(properties a, const properties& b) {
    a.insert(b.begin(), b.end());
    return a;
}

const properties role_of_b{{"role_arn", "arn:role-a"}, {"source_profile", "B"}};

void expect_refused(const result<profile_chain>& r, const std::string& text,
                    errc cause = errc::invalid_configuration) {
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().cause(), cause);
    EXPECT_NE(r.error().text().find(text), std::string::npos) << r.error().text();
    EXPECT_EQ(r.error().text().find("secret of"), std::string::npos) << r.error().text();
}

TEST(ProfileChain, IsTheAccessKeysOfAProfile) {
    shared_files f;
    f.profile("A",
              keys("a") + properties{{"aws_session_token", "token"}, {"aws_account_id", "123456789012"}});
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    const auto& base = std::get<credentials>(chain->base);
    EXPECT_EQ(base.access_key_id, "a");
    EXPECT_EQ(base.secret_access_key, "secret of a");
    EXPECT_EQ(base.session_token, "token");
    EXPECT_EQ(base.account_id, "123456789012");
    EXPECT_EQ(chain->base_profile, "A");
    EXPECT_TRUE(chain->roles.empty());
}

TEST(ProfileChain, HasTheInnermostRoleFirst) {
    shared_files f;
    f.profile("A", role_of_b)
        .profile("B", {{"role_arn", "arn:role-b"}, {"source_profile", "C"}})
        .profile("C", keys("c"));
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    ASSERT_EQ(chain->roles.size(), 2U);
    EXPECT_EQ(chain->roles[0].role_arn, "arn:role-b");
    EXPECT_EQ(chain->roles[1].role_arn, "arn:role-a");
    EXPECT_EQ(std::get<credentials>(chain->base).access_key_id, "c");
    EXPECT_EQ(chain->base_profile, "C");
}

TEST(ProfileChain, KeepsAllThatARoleIsAssumedWith) {
    shared_files f;
    f.profile("A", role_of_b + properties{{"role_session_name", "me"},
                                          {"external_id", "theirs"},
                                          {"duration_seconds", "3600"},
                                          {"mfa_serial", "arn:mfa"}});
    f.profile("B", keys("b"));
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    const assume_role_options& role = chain->roles.at(0);
    EXPECT_EQ(role.role_session_name, "me");
    EXPECT_EQ(role.external_id, "theirs");
    EXPECT_EQ(role.duration, std::chrono::hours(1));
    EXPECT_EQ(role.mfa_serial, "arn:mfa");
}

TEST(ProfileChain, RoleBeatsAccessKeysInTheSelectedProfileOnly) {
    shared_files f;
    f.profile("A", role_of_b + keys("a"))
        .profile("B", keys("b") + properties{{"role_arn", "arn:role-b"}, {"source_profile", "C"}})
        .profile("C", keys("c"));
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    EXPECT_EQ(std::get<credentials>(chain->base).access_key_id, "b");
    EXPECT_EQ(chain->roles.size(), 1U);
}

TEST(ProfileChain, AccessKeysOfASourceProfileBeatAllElseInIt) {
    shared_files f;
    f.profile("A", role_of_b).profile("B", keys("b") + properties{{"credential_process", "cmd"}});
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    EXPECT_TRUE(std::holds_alternative<credentials>(chain->base));
    const auto selected = f.chain("B");
    ASSERT_TRUE(selected);
    EXPECT_TRUE(std::holds_alternative<process_options>(selected->base));
}

TEST(ProfileChain, AProfileMayBeItsOwnSource) {
    shared_files f;
    f.profile("A", keys("a") + properties{{"role_arn", "arn:role-a"}, {"source_profile", "A"}});
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    EXPECT_EQ(std::get<credentials>(chain->base).access_key_id, "a");
    EXPECT_EQ(chain->roles.size(), 1U);
}

TEST(ProfileChain, ItsOwnSourceWithoutCredentialsIsRefused) {
    shared_files f;
    f.profile("A", {{"role_arn", "arn:role-a"}, {"source_profile", "A"}});
    expect_refused(f.chain("A"), "did not contain credential information");
}

TEST(ProfileChain, OtherCirclesAreRefused) {
    shared_files f;
    f.profile("A", role_of_b)
        .profile("B", {{"role_arn", "arn:role-b"}, {"source_profile", "C"}})
        .profile("C", {{"role_arn", "arn:role-c"}, {"source_profile", "A"}});
    expect_refused(f.chain("A"),
                   R"(infinite loop. first we loaded ["A", "B", "C"], then attempted to reload A)");
}

TEST(ProfileChain, NamesASourceOutsideTheFiles) {
    shared_files f;
    f.profile("A", {{"role_arn", "arn:role-a"}, {"credential_source", "Ec2InstanceMetadata"}});
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    EXPECT_EQ(std::get<named_source>(chain->base).name, "Ec2InstanceMetadata");
    EXPECT_EQ(chain->roles.size(), 1U);
}

TEST(ProfileChain, WantsOneSourceForARole) {
    shared_files f;
    f.profile("both", role_of_b + properties{{"credential_source", "Environment"}})
        .profile("neither", {{"role_arn", "arn:role-a"}});
    expect_refused(f.chain("both"), "profile contained both source_profile and credential_source");
    expect_refused(f.chain("neither"), "profile must contain `source_profile`");
    expect_refused(f.chain("neither"), "profile \"neither\" (/home/.aws/config, line 2)");
}

TEST(ProfileChain, SourceHasToBeThere) {
    shared_files f;
    f.profile("A", role_of_b);
    expect_refused(f.chain("A"), "could not find source profile B referenced from A");
}

TEST(ProfileChain, SourceHasToHaveCredentials) {
    shared_files f;
    f.profile("A", role_of_b).profile("B", {{"region", "eu-west-1"}});
    expect_refused(f.chain("A"), "could not load source profile: profile \"B\" (/home/.aws/config, line 2)");
}

TEST(ProfileChain, PartOfAnAccessKeyIsRefused) {
    shared_files f;
    f.profile("key", {{"aws_secret_access_key", "secret of x"}})
        .profile("secret", {{"aws_access_key_id", "x"}})
        .profile("blank", {{"aws_access_key_id", "x"}, {"aws_secret_access_key", " "}})
        .profile("token", {{"aws_session_token", "secret of x"}});
    expect_refused(f.chain("key"), "profile missing aws_access_key_id");
    expect_refused(f.chain("secret"), "profile missing aws_secret_access_key");
    expect_refused(f.chain("blank"), "profile missing aws_secret_access_key");
    expect_refused(f.chain("token"), "profile missing aws_access_key_id");
}

TEST(ProfileChain, WebIdentityBeatsASourceProfile) {
    shared_files f;
    f.profile("A", role_of_b + keys("a") +
                       properties{{"web_identity_token_file", "/token"}, {"role_session_name", "me"}});
    const auto chain = f.chain("A");
    ASSERT_TRUE(chain);
    const auto& base = std::get<web_identity_options>(chain->base);
    EXPECT_EQ(base.role_arn, "arn:role-a");
    EXPECT_EQ(base.token_file, "/token");
    EXPECT_EQ(base.role_session_name, "me");
    EXPECT_TRUE(chain->roles.empty());
}

TEST(ProfileChain, WebIdentityNeedsARole) {
    shared_files f;
    f.profile("A", {{"web_identity_token_file", "/token"}});
    expect_refused(f.chain("A"), "`role_arn` was missing");
}

const properties sso_role{{"sso_account_id", "123456789012"}, {"sso_role_name", "reader"}};
const properties sso_place{{"sso_region", "eu-west-1"}, {"sso_start_url", "https://x.awsapps.com/start"}};

TEST(ProfileChain, ReadsBothKindsOfIdentityCenterProfiles) {
    shared_files f;
    f.profile("old", sso_role + sso_place + keys("x"))
        .profile("new", sso_role + properties{{"sso_session", "dev"}})
        .sso_session("dev", sso_place);
    for (const std::string name : {"old", "new"}) {
        const auto chain = f.chain(name);
        ASSERT_TRUE(chain) << name;
        const auto& base = std::get<sso_options>(chain->base);
        EXPECT_EQ(base.session, name == "new" ? "dev" : "");
        EXPECT_EQ(base.account_id, "123456789012");
        EXPECT_EQ(base.role_name, "reader");
        EXPECT_EQ(base.region, "eu-west-1");
        EXPECT_EQ(base.start_url, "https://x.awsapps.com/start");
    }
}

TEST(ProfileChain, RefusesWhatIsWrongInIdentityCenterProfiles) {
    shared_files f;
    f.profile("no session", sso_role + properties{{"sso_session", "oops"}})
        .profile("no role", sso_place + properties{{"sso_account_id", "1"}})
        .profile("no account", sso_place + properties{{"sso_role_name", "r"}})
        .profile("twice", sso_role + properties{{"sso_session", "dev"}, {"sso_region", "eu-west-1"}})
        .profile("no region", sso_role + properties{{"sso_start_url", "https://x"}})
        .profile("no url", sso_role + properties{{"sso_session", "dev"}})
        .sso_session("dev", {{"sso_region", "eu-west-1"}});
    expect_refused(f.chain("no session"),
                   "sso-session named `oops` (referenced by profile `no session`) was not found");
    expect_refused(f.chain("no role"), "if `sso_account_id` is set, then `sso_role_name` must also be set");
    expect_refused(f.chain("no account"),
                   "if `sso_role_name` is set, then `sso_account_id` must also be set");
    expect_refused(f.chain("twice"), "`sso_region` can only be specified in the [sso-session] config");
    expect_refused(f.chain("no region"), "`sso_region` was missing");
    expect_refused(f.chain("no url"), "`sso_start_url` was missing in sso-session \"dev\"");
}

TEST(ProfileChain, KeepsTheOrderWithinAProfile) {
    const properties login{{"login_session", "arn:login"}, {"region", "eu-west-1"}};
    const properties process{{"credential_process", "cmd"}, {"aws_account_id", "123456789012"}};
    shared_files f;
    f.profile("sso", sso_role + sso_place + login + process + keys("x"))
        .profile("login", login + process + keys("x"))
        .profile("process", process + keys("x"));
    EXPECT_TRUE(std::holds_alternative<sso_options>(f.chain("sso").value().base));
    const auto by_login = f.chain("login").value();
    const auto& session = std::get<login_options>(by_login.base);
    EXPECT_EQ(session.session, "arn:login");
    EXPECT_EQ(session.region, "eu-west-1");
    EXPECT_EQ(session.profile, "login");
    const auto by_process = f.chain("process").value();
    EXPECT_EQ(std::get<process_options>(by_process.base).command, "cmd");
    EXPECT_EQ(std::get<process_options>(by_process.base).account_id, "123456789012");
}

TEST(ProfileChain, DurationIsFrom15MinutesTo12Hours) {
    for (const std::string bad : {"899", "43201", "1h", "-900", "900 ", "99999999999999999999"}) {
        shared_files f;
        f.profile("A", role_of_b + properties{{"duration_seconds", bad}}).profile("B", keys("b"));
        expect_refused(f.chain("A"), "`duration_seconds` is \"" + bad + "\"");
    }
    for (const int good : {900, 43'200}) {
        shared_files f;
        f.profile("A", role_of_b + properties{{"duration_seconds", std::to_string(good)}})
            .profile("B", keys("b"));
        EXPECT_EQ(f.chain("A").value().roles.at(0).duration, std::chrono::seconds(good));
    }
}

TEST(ProfileChain, NothingOfCredentialsIsNoMistake) {
    shared_files f;
    expect_refused(f.chain("default"), "No profiles were defined", errc::missing_credentials);
    f.profile("A", {{"region", "eu-west-1"}});
    expect_refused(f.chain("A"), "profile `A` did not contain credential information",
                   errc::missing_credentials);
    expect_refused(f.chain("default"), "no profile \"default\"", errc::missing_credentials);
    expect_refused(f.chain("B"), "could not find source profile B referenced from the root profile");
}

}  // namespace
}  // namespace dynaco::identity::profile_chain_test
