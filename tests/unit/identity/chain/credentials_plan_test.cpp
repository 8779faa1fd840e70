#include "identity/chain/plan.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::credentials_plan_test {
namespace {

using namespace std::chrono_literals;

// The plan on a machine with these variables and this config file.
result<credentials_plan> plan_for(const std::map<std::string, std::string>& variables,
                                  const std::string& config = {}, const std::string& profile = {}) {
    test::fake_machine machine;
    machine.variables.insert(variables.begin(), variables.end());
    if (!config.empty()) machine.config(config);
    const auto configured = load_settings(machine.get(), profile);
    if (!configured) return configured.error();
    return plan_credentials(*configured);
}

constexpr const char* profile_keys = "[default]\naws_access_key_id = profile-id\naws_secret_access_key = s\n";
const std::map<std::string, std::string> environment_keys{{"AWS_ACCESS_KEY_ID", "environment-id"},
                                                          {"AWS_SECRET_ACCESS_KEY", "hush"}};

std::string key_of(const credentials_plan& plan) {
    return std::get<credentials>(plan.chosen.value().base).access_key_id;
}

std::string source_of(const credentials_plan& plan) {
    return std::get<named_source>(plan.chosen.value().base).name;
}

void expect_refused(const result<credentials_plan>& plan, const std::string& text) {
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().cause(), errc::invalid_configuration);
    EXPECT_NE(plan.error().text().find(text), std::string::npos) << plan.error().text();
    EXPECT_EQ(plan.error().text().find("hush"), std::string::npos) << plan.error().text();
}

TEST(CredentialsPlan, EnvironmentBeatsProfile) {
    const auto plan = plan_for(environment_keys, profile_keys);
    ASSERT_TRUE(plan);
    EXPECT_EQ(key_of(*plan), "environment-id");
    EXPECT_EQ(plan->name, "environment");
    EXPECT_EQ(plan->why, "AWS_ACCESS_KEY_ID is set");
    EXPECT_TRUE(plan->skipped.empty());
}

TEST(CredentialsPlan, ReadsAllOfTheEnvironment) {
    auto variables = environment_keys;
    variables["AWS_SESSION_TOKEN"] = "token";
    variables["AWS_ACCOUNT_ID"] = "123456789012";
    variables["AWS_CREDENTIAL_EXPIRATION"] = "2026-01-01T00:10:00Z";
    const auto plan = plan_for(variables);
    ASSERT_TRUE(plan);
    const auto& keys = std::get<credentials>(plan->chosen.value().base);
    EXPECT_EQ(keys.secret_access_key, "hush");
    EXPECT_EQ(keys.session_token, "token");
    EXPECT_EQ(keys.account_id, "123456789012");
    EXPECT_TRUE(keys.expiration == test::fake_effects::birthday + 10min);
}

TEST(CredentialsPlan, BlankVariablesAreNotSet) {
    const auto plan = plan_for({{"AWS_ACCESS_KEY_ID", " "}, {"AWS_SECRET_ACCESS_KEY", "\t"}}, profile_keys);
    ASSERT_TRUE(plan);
    EXPECT_EQ(key_of(*plan), "profile-id");
}

TEST(CredentialsPlan, PartsOfTheEnvironmentAreRefused) {
    expect_refused(plan_for({{"AWS_ACCESS_KEY_ID", "id"}}, profile_keys), "AWS_SECRET_ACCESS_KEY is not set");
    expect_refused(plan_for({{"AWS_SECRET_ACCESS_KEY", "hush"}}, profile_keys),
                   "AWS_ACCESS_KEY_ID is not set");
    auto variables = environment_keys;
    variables["AWS_CREDENTIAL_EXPIRATION"] = "tomorrow";
    expect_refused(plan_for(variables), "AWS_CREDENTIAL_EXPIRATION is \"tomorrow\"");
}

TEST(CredentialsPlan, AProfileChosenInCodeBeatsTheEnvironment) {
    const auto plan = plan_for(environment_keys, profile_keys, "default");
    ASSERT_TRUE(plan);
    EXPECT_EQ(key_of(*plan), "profile-id");
    EXPECT_EQ(plan->skipped_text(), "environment: a profile was chosen in code");
    auto variables = environment_keys;
    variables["AWS_PROFILE"] = "default";
    const auto by_variable = plan_for(variables, profile_keys);
    ASSERT_TRUE(by_variable);
    EXPECT_EQ(key_of(*by_variable), "environment-id");
}

TEST(CredentialsPlan, NamesTheProfileAndWhoChoseIt) {
    const auto plan = plan_for({{"AWS_PROFILE", "dev"}},
                               "[profile dev]\naws_access_key_id = dev-id\naws_secret_access_key = s\n");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->name, "profile \"dev\"");
    EXPECT_EQ(plan->why, "environment variable AWS_PROFILE");
    ASSERT_EQ(plan->skipped.size(), 1U);
    EXPECT_EQ(plan->skipped[0].why, "AWS_ACCESS_KEY_ID is not set");
}

TEST(CredentialsPlan, AProfileThatIsWrongIsNotSkipped) {
    expect_refused(plan_for({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}},
                            "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\n"),
                   "profile must contain `source_profile`");
}

TEST(CredentialsPlan, AProfileWithoutCredentialsIsSkipped) {
    const auto plan =
        plan_for({{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}}, "[default]\nregion = eu-west-1\n");
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->name, "container");
    EXPECT_NE(plan->skipped_text().find("profile \"default\""), std::string::npos);
}

TEST(CredentialsPlan, WebIdentityComesBeforeTheContainer) {
    const auto plan = plan_for({{"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"},
                                {"AWS_ROLE_ARN", "arn:role"},
                                {"AWS_ROLE_SESSION_NAME", "me"},
                                {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost"}});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->name, "web identity");
    const auto& options = std::get<web_identity_options>(plan->chosen.value().base);
    EXPECT_EQ(options.role_arn, "arn:role");
    EXPECT_EQ(options.token_file, "/token");
    EXPECT_EQ(options.role_session_name, "me");
}

TEST(CredentialsPlan, ATokenNeedsARoleAndARoleAloneIsNothing) {
    expect_refused(plan_for({{"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"}}), "AWS_ROLE_ARN is not set");
    const auto plan = plan_for({{"AWS_ROLE_ARN", "arn:role"}});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->name, "instance metadata");
}

TEST(CredentialsPlan, EitherVariableNamesTheContainer) {
    for (const std::string variable :
         {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
        const auto plan = plan_for({{variable, "/x"}});
        ASSERT_TRUE(plan);
        EXPECT_EQ(source_of(*plan), "EcsContainer");
        EXPECT_EQ(plan->why, variable + " is set");
    }
}

TEST(CredentialsPlan, InstanceMetadataAreLast) {
    const auto plan = plan_for({});
    ASSERT_TRUE(plan);
    EXPECT_EQ(source_of(*plan), "Ec2InstanceMetadata");
    EXPECT_TRUE(plan->asks_instance());
    EXPECT_FALSE(plan_for(environment_keys).value().asks_instance());
    EXPECT_EQ(plan->why, "");
    EXPECT_EQ(plan->skipped_text(),
              "environment: AWS_ACCESS_KEY_ID is not set; profile \"default\": No profiles were defined in "
              "/home/.aws/config or /home/.aws/credentials; web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not "
              "set; container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
              "AWS_CONTAINER_CREDENTIALS_FULL_URI is set");
}

TEST(CredentialsPlan, InstanceMetadataCanBeDisabled) {
    const auto plan = plan_for({{"AWS_EC2_METADATA_DISABLED", "True"}});
    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->chosen);
    EXPECT_EQ(plan->skipped.size(), 5U);
    EXPECT_EQ(plan->skipped.back().why,
              "the credential provider was not enabled (AWS_EC2_METADATA_DISABLED is true)");
    EXPECT_TRUE(plan_for({{"AWS_EC2_METADATA_DISABLED", "false"}}).value().chosen);
}

TEST(CredentialsPlan, KnowsTheSourcesThatAProfileMayName) {
    const std::string role = "[default]\nrole_arn = arn:aws:iam::123456789012:role/r\ncredential_source = ";
    for (const std::string name : {"Environment", "Ec2InstanceMetadata", "EcsContainer", "ecsContainer"})
        EXPECT_TRUE(plan_for({}, role + name + '\n')) << name;
    expect_refused(plan_for({}, role + "Wishes\n"), "profile referenced `Wishes` provider");
}

TEST(CredentialsPlan, ATokenOfIdentityCenterIsNoCredentials) {
    expect_refused(plan_for({},
                            "[default]\nsso_session = dev\n[sso-session dev]\nsso_region = eu-west-1\n"
                            "sso_start_url = https://x.awsapps.com/start\n"),
                   "will resolve an access token instead of credentials");
}

TEST(CredentialsPlan, OfAProfileIsThatProfileOrNothing) {
    test::fake_machine machine;
    machine.variables.insert(environment_keys.begin(), environment_keys.end());
    machine.config(profile_keys);
    const auto with_keys = load_settings(machine.get(), {});
    ASSERT_TRUE(with_keys);
    EXPECT_EQ(key_of(plan_profile_credentials(*with_keys).value()), "profile-id");
    machine.config("[default]\nregion = eu-west-1\n");
    const auto without = load_settings(machine.get(), {});
    ASSERT_TRUE(without);
    const auto plan = plan_profile_credentials(*without);
    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->chosen);
    EXPECT_NE(plan->skipped_text().find("the credential provider was not enabled"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::identity::credentials_plan_test
