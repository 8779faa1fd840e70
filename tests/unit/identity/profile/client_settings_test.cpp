#include "identity/profile/client_settings.hpp"

#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::client_settings_test {
namespace {

using test::fake_machine;

result<client_settings> resolved(const fake_machine& machine, const decided_settings& decided = {}) {
    return resolve_client_settings(load_settings(machine.get(), {}).value(), decided);
}

fake_machine with_profile(const std::string& properties) {
    fake_machine machine;
    machine.config("[default]\n" + properties);
    return machine;
}

fake_machine with_variable(const char* name, const char* value) {
    fake_machine machine;
    machine.variables[name] = value;
    return machine;
}

constexpr const char* profile_source = "profile \"default\" (/home/.aws/config)";

TEST(ClientSettings, NothingIsConfigured) {
    const client_settings none = resolved(fake_machine()).value();
    EXPECT_FALSE(none.region || none.ca_file || none.app_id || none.mode || none.max_attempts ||
                 none.use_fips || none.use_dual_stack || none.account_mode ||
                 none.disable_clock_skew_correction);
}

TEST(ClientSettings, AllOfAProfile) {
    const client_settings all =
        resolved(with_profile("region = eu-west-1\nca_bundle = ~/ca.pem\nsdk_ua_app_id = shop\n"
                              "retry_mode = Adaptive\nmax_attempts = 7\nuse_fips_endpoint = true\n"
                              "use_dualstack_endpoint = TRUE\naccount_id_endpoint_mode = Required\n"
                              "disable_clock_skew_correction = false\n"))
            .value();
    EXPECT_EQ(all.region->value, "eu-west-1");
    EXPECT_EQ(all.ca_file->value, "/home/ca.pem");
    EXPECT_EQ(all.app_id->value, "shop");
    EXPECT_EQ(all.mode->value, retry_mode::adaptive);
    EXPECT_EQ(all.mode->from.value, "Adaptive");
    EXPECT_EQ(all.max_attempts->value, 7);
    EXPECT_TRUE(all.use_fips->value);
    EXPECT_TRUE(all.use_dual_stack->value);
    EXPECT_EQ(all.account_mode->value, account_id_endpoint_mode::required);
    EXPECT_FALSE(all.disable_clock_skew_correction->value);
    for (const setting& from :
         {*all.region, *all.ca_file, *all.app_id, all.mode->from, all.max_attempts->from, all.use_fips->from,
          all.use_dual_stack->from, all.account_mode->from, all.disable_clock_skew_correction->from})
        EXPECT_EQ(from.source, profile_source);
}

TEST(ClientSettings, AllOfTheEnvironmentWhateverTheProfileSays) {
    fake_machine machine = with_profile(
        "region = x\nca_bundle =\nsdk_ua_app_id = x\nretry_mode = x\nmax_attempts = x\n"
        "use_fips_endpoint = x\nuse_dualstack_endpoint = x\naccount_id_endpoint_mode = x\n"
        "disable_clock_skew_correction = x\n");
    const std::map<std::string, std::string> variables{{"AWS_DEFAULT_REGION", "eu-west-2"},
                                                       {"AWS_CA_BUNDLE", "/ca.pem"},
                                                       {"AWS_SDK_UA_APP_ID", "cart"},
                                                       {"AWS_RETRY_MODE", "LEGACY"},
                                                       {"AWS_MAX_ATTEMPTS", "2"},
                                                       {"AWS_USE_FIPS_ENDPOINT", "False"},
                                                       {"AWS_USE_DUALSTACK_ENDPOINT", "false"},
                                                       {"AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled"},
                                                       {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", "true"}};
    machine.variables.insert(variables.begin(), variables.end());
    const client_settings all = resolved(machine).value();
    EXPECT_EQ(all.region->value, "eu-west-2");
    EXPECT_EQ(all.region->source, "environment variable AWS_DEFAULT_REGION");
    EXPECT_EQ(all.ca_file->value, "/ca.pem");
    EXPECT_EQ(all.app_id->value, "cart");
    EXPECT_EQ(all.mode->value, retry_mode::standard);
    EXPECT_EQ(all.max_attempts->value, 2);
    EXPECT_FALSE(all.use_fips->value);
    EXPECT_FALSE(all.use_dual_stack->value);
    EXPECT_EQ(all.use_fips->from.source, "environment variable AWS_USE_FIPS_ENDPOINT");
    EXPECT_EQ(all.account_mode->value, account_id_endpoint_mode::disabled);
    EXPECT_TRUE(all.disable_clock_skew_correction->value);
    machine.variables["AWS_REGION"] = "eu-west-1";
    EXPECT_EQ(resolved(machine)->region->source, "environment variable AWS_REGION");
}

TEST(ClientSettings, AnUnusableValueIsRefusedWithItsPlaceAndWhatWouldDo) {
    const struct {
        const char* variable;
        const char* property;
        const char* value;
        errc code;
        const char* expected;
    } cases[] = {
        {"AWS_RETRY_MODE", "retry_mode", "standard_2_0", errc::invalid_argument,
         "standard, adaptive or legacy"},
        {"AWS_RETRY_MODE", "retry_mode", "fast", errc::invalid_argument, "standard, adaptive or legacy"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "0", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "-1", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "three", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "3x", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "1.5", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_MAX_ATTEMPTS", "max_attempts", "2147483648", errc::invalid_argument, "a number of 1 or more"},
        {"AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", "1", errc::invalid_configuration, "true or false"},
        {"AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", "yes", errc::invalid_configuration,
         "true or false"},
        {"AWS_ACCOUNT_ID_ENDPOINT_MODE", "account_id_endpoint_mode", "always", errc::invalid_configuration,
         "preferred, required or disabled"},
        {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction", "on",
         errc::invalid_configuration, "true or false"},
    };
    for (const auto& [variable, property, value, code, expected] : cases) {
        const std::string ending = std::string(" is \"") + value + "\"; it must be " + expected;
        const auto of_variable = resolved(with_variable(variable, value));
        ASSERT_FALSE(of_variable) << variable << '=' << value;
        EXPECT_EQ(of_variable.error().cause(), code) << variable;
        const std::string& detail = of_variable.error().diagnostics().detail;
        EXPECT_TRUE(detail.ends_with(std::string("environment variable ") + variable + ending)) << detail;
        const auto of_property = resolved(with_profile(std::string(property) + " = " + value + '\n'));
        ASSERT_FALSE(of_property) << property << '=' << value;
        EXPECT_EQ(of_property.error().cause(), code) << property;
        EXPECT_EQ(of_property.error().diagnostics().detail,
                  std::string(property) + " of " + profile_source + ending);
    }
    for (const auto& [variable, value] :
         {std::pair("AWS_RETRY_MODE", " adaptive"), std::pair("AWS_MAX_ATTEMPTS", " 3")})
        EXPECT_FALSE(resolved(with_variable(variable, value))) << "white space is not a part of it";
}

TEST(ClientSettings, AnEmptyCaBundleIsRefused) {
    const auto refused = resolved(with_profile("ca_bundle =\n"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause(), errc::invalid_configuration);
    EXPECT_EQ(refused.error().diagnostics().detail,
              "ca_bundle of profile \"default\" (/home/.aws/config) is empty; it must name a file of PEM "
              "certificates, or be removed");
    EXPECT_FALSE(resolved(with_variable("AWS_CA_BUNDLE", ""))->ca_file);
}

TEST(ClientSettings, WhatIsDecidedInCodeIsNeitherFoundNorRefused) {
    const fake_machine machine = with_profile(
        "region = x\nca_bundle =\nsdk_ua_app_id = x\nretry_mode = x\nmax_attempts = x\n"
        "use_fips_endpoint = x\nuse_dualstack_endpoint = x\naccount_id_endpoint_mode = x\n"
        "disable_clock_skew_correction = x\n");
    const auto found = resolved(machine, {.region = true,
                                          .ca_file = true,
                                          .app_id = true,
                                          .mode = true,
                                          .max_attempts = true,
                                          .use_fips = true,
                                          .use_dual_stack = true,
                                          .account_mode = true,
                                          .disable_clock_skew_correction = true});
    ASSERT_TRUE(found) << found.error().text();
    EXPECT_FALSE(found->region || found->ca_file || found->app_id || found->mode || found->max_attempts ||
                 found->use_fips || found->use_dual_stack || found->account_mode ||
                 found->disable_clock_skew_correction);
}

TEST(ClientSettings, RetriesOfTheOptionsCount) {
    const client_settings found = resolved(with_profile("retry_mode = adaptive\nmax_attempts = 2\n")).value();
    const retry_policy open = with_settings({}, found);
    EXPECT_EQ(open.mode, retry_mode::adaptive);
    EXPECT_EQ(open.max_attempts, 2);
    const retry_policy own = with_settings(
        {.mode = retry_mode::standard_2_0, .max_attempts = 7, .retry_ambiguous_writes = false}, found);
    EXPECT_EQ(own.mode, retry_mode::standard_2_0);
    EXPECT_EQ(own.max_attempts, 7);
    EXPECT_FALSE(own.retry_ambiguous_writes);
    EXPECT_EQ(with_settings({}, {}).max_attempts, 0);
}

}  // namespace
}  // namespace dynaco::identity::client_settings_test
