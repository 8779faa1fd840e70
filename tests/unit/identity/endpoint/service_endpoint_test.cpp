#include "identity/endpoint/service.hpp"
#include "support/fake_machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

namespace dynaco::identity::service_endpoint_test {
namespace {

using service = credentials_service;
using variables = std::map<std::string, std::string>;

// "https://host[:port]path region", or the failure's text.
std::string described(const result<endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region;
}

result<endpoint> found(service which, std::string_view region, const variables& set = {},
                       std::string config = {}) {
    test::fake_machine machine;
    machine.variables.insert(set.begin(), set.end());
    if (!config.empty()) machine.config(std::move(config));
    return service_endpoint(which, region, load_settings(machine.get(), "").value());
}

TEST(ServiceEndpoint, IsAwssOwnOfTheRegion) {
    EXPECT_EQ(described(found(service::sts, "eu-west-1")), "https://sts.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(described(found(service::sso, "eu-west-1")),
              "https://portal.sso.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(described(found(service::sso_oidc, "cn-north-1")),
              "https://oidc.cn-north-1.amazonaws.com.cn/ cn-north-1");
    EXPECT_EQ(described(found(service::signin, "eu-west-1")),
              "https://eu-west-1.signin.aws.amazon.com/ eu-west-1");
}

TEST(ServiceEndpoint, OfFipsAndDualStack) {
    const variables fips{{"AWS_USE_FIPS_ENDPOINT", "true"}};
    EXPECT_EQ(described(found(service::sts, "us-east-1", fips)),
              "https://sts-fips.us-east-1.amazonaws.com/ us-east-1");
    EXPECT_EQ(described(found(service::sso, "us-east-1", fips)),
              "https://portal.sso-fips.us-east-1.amazonaws.com/ us-east-1");
    EXPECT_EQ(described(found(service::sso_oidc, "us-gov-west-1", fips)),
              "https://oidc.us-gov-west-1.amazonaws.com/ us-gov-west-1");
    const char* const dual_stack = "[default]\nuse_dualstack_endpoint = true\n";
    EXPECT_EQ(described(found(service::sts, "us-east-1", {}, dual_stack)),
              "https://sts.us-east-1.api.aws/ us-east-1");
    EXPECT_EQ(described(found(service::sso, "us-east-1", fips, dual_stack)),
              "https://portal.sso-fips.us-east-1.api.aws/ us-east-1");
}

TEST(ServiceEndpoint, ConfiguredOnesWinAndKeepTheirPath) {
    const std::pair<service, const char*> variables_of[] = {{service::sts, "AWS_ENDPOINT_URL_STS"},
                                                            {service::sso, "AWS_ENDPOINT_URL_SSO"},
                                                            {service::sso_oidc, "AWS_ENDPOINT_URL_SSO_OIDC"},
                                                            {service::signin, "AWS_ENDPOINT_URL_SIGNIN"}};
    for (const auto& [which, variable] : variables_of)
        EXPECT_EQ(
            described(found(which, "eu-west-1",
                            {{variable, "http://own:4566/base/"}, {"AWS_ENDPOINT_URL", "http://all:1"}})),
            "http://own:4566/base eu-west-1")
            << variable;
    EXPECT_EQ(described(found(service::sso, "", {{"AWS_ENDPOINT_URL", "http://all:1"}})),
              "http://all:1/ us-east-1");
    EXPECT_EQ(
        described(found(service::sts, "eu-west-1", {},
                        "[default]\nservices = mine\n[services mine]\nsts =\n  endpoint_url = http://s\n")),
        "http://s/ eu-west-1");
    EXPECT_EQ(described(found(service::sts, "eu-west-1",
                              {{"AWS_ENDPOINT_URL_STS", "http://own:1"},
                               {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}})),
              "https://sts.eu-west-1.amazonaws.com/ eu-west-1");
}

TEST(ServiceEndpoint, OneOfYourOwnIsNeitherFipsNorDualStack) {
    EXPECT_EQ(described(found(service::sts, "eu-west-1",
                              {{"AWS_ENDPOINT_URL_STS", "http://own:1"},
                               {"AWS_USE_FIPS_ENDPOINT", "true"},
                               {"AWS_USE_DUALSTACK_ENDPOINT", "true"}})),
              "http://own:1/ eu-west-1");
}

TEST(ServiceEndpoint, OfLegacySts) {
    const char* const global = "https://sts.amazonaws.com/ us-east-1";
    for (const char* legacy : {"legacy", "Legacy"})
        EXPECT_EQ(described(found(service::sts, "eu-west-1", {{"AWS_STS_REGIONAL_ENDPOINTS", legacy}})),
                  global);
    EXPECT_EQ(described(found(service::sts, "eu-west-1", {}, "[default]\nsts_regional_endpoints = legacy\n")),
              global);
    EXPECT_EQ(described(found(service::sts, "eu-west-1", {{"AWS_STS_REGIONAL_ENDPOINTS", "regional"}},
                              "[default]\nsts_regional_endpoints = legacy\n")),
              "https://sts.eu-west-1.amazonaws.com/ eu-west-1");
    EXPECT_EQ(described(found(service::sso, "eu-west-1", {{"AWS_STS_REGIONAL_ENDPOINTS", "legacy"}})),
              "https://portal.sso.eu-west-1.amazonaws.com/ eu-west-1");
}

void expect_failure(const result<endpoint>& e, errc cause, const char* text) {
    ASSERT_FALSE(e) << described(e);
    EXPECT_EQ(e.error().cause(), cause) << e.error().text();
    EXPECT_NE(e.error().text().find(text), std::string::npos) << e.error().text();
}

TEST(ServiceEndpoint, FailuresNameTheSetting) {
    expect_failure(found(service::sts, "eu-west-1", {{"AWS_STS_REGIONAL_ENDPOINTS", "local"}}),
                   errc::invalid_configuration, "AWS_STS_REGIONAL_ENDPOINTS");
    expect_failure(found(service::sts, "eu-west-1", {{"AWS_USE_FIPS_ENDPOINT", "maybe"}}),
                   errc::invalid_configuration, "AWS_USE_FIPS_ENDPOINT");
    expect_failure(found(service::sso, "eu-west-1", {{"AWS_USE_DUALSTACK_ENDPOINT", "maybe"}}),
                   errc::invalid_configuration, "AWS_USE_DUALSTACK_ENDPOINT");
    expect_failure(found(service::sts, "eu-west-1", {{"AWS_ENDPOINT_URL_STS", "own:1"}}),
                   errc::invalid_endpoint, "AWS_ENDPOINT_URL_STS");
    expect_failure(found(service::sts, "eu-west-1", {}, "[default]\nservices = none\n"),
                   errc::invalid_configuration, "none");
    for (const service which : {service::sts, service::sso, service::sso_oidc, service::signin}) {
        expect_failure(found(which, ""), errc::missing_region, "Missing Region");
        expect_failure(found(which, "evil.example/"), errc::missing_region, "evil.example/");
    }
}

TEST(ServiceEndpoint, FailuresShowNoPassword) {
    const auto e = found(service::sts, "eu-west-1", {{"AWS_ENDPOINT_URL_STS", "http://me:hunter2@own"}});
    ASSERT_FALSE(e);
    EXPECT_EQ(e.error().text().find("hunter2"), std::string::npos) << e.error().text();
}

}  // namespace
}  // namespace dynaco::identity::service_endpoint_test
