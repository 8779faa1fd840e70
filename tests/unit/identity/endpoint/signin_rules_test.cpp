#include "identity/endpoint/service_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::signin_rules_test {
namespace {

std::string described(const result<endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region;
}

struct signin_case {
    const char* region;
    bool fips, dual_stack;
    const char* host;
};

TEST(SigninRules, OfARegion) {
    const signin_case cases[] = {
        {"eu-west-1", false, false, "eu-west-1.signin.aws.amazon.com"},
        {"cn-north-1", false, false, "cn-north-1.signin.amazonaws.cn"},
        {"us-gov-west-1", false, false, "us-gov-west-1.signin.amazonaws-us-gov.com"},
        {"eusc-de-east-1", false, false, "eusc-de-east-1.signin.amazonaws-eusc.eu"},
        {"us-iso-east-1", false, false, "us-iso-east-1.signin.c2shome.ic.gov"},
        {"us-isob-east-1", false, false, "us-isob-east-1.signin.sc2shome.sgov.gov"},
        {"us-isof-south-1", false, false, "us-isof-south-1.signin.csphome.hci.ic.gov"},
        {"eu-isoe-west-1", false, false, "eu-isoe-west-1.signin.csphome.adc-e.uk"},
        {"eu-west-1", true, false, "signin-fips.eu-west-1.amazonaws.com"},
        {"eu-west-1", false, true, "signin.eu-west-1.api.aws"},
        {"eu-west-1", true, true, "signin-fips.eu-west-1.api.aws"},
        {"us-gov-west-1", true, false, "signin-fips.amazonaws-us-gov.com"},
        {"us-gov-east-1", true, false, "us-gov-east-1.signin-fips.amazonaws-us-gov.com"},
        {"us-gov-east-1", true, true, "signin-fips.us-gov-east-1.api.aws"},
    };
    for (const signin_case& c : cases)
        EXPECT_EQ(described(signin_endpoint(
                      {.region = c.region, .use_fips = c.fips, .use_dual_stack = c.dual_stack})),
                  std::string("https://") + c.host + "/ " + c.region);
}

TEST(SigninRules, OneOfYourOwnOrNone) {
    EXPECT_EQ(described(signin_endpoint({.region = "eu-west-1", .endpoint = "http://own:1/base"})),
              "http://own:1/base eu-west-1");
    for (const char* region : {"", "evil.example/"}) {
        const auto e = signin_endpoint({.region = region});
        ASSERT_FALSE(e);
        EXPECT_EQ(e.error().cause(), errc::missing_region);
    }
}

}  // namespace
}  // namespace dynaco::identity::signin_rules_test
