#include "identity/endpoint/service_rules.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::sts_rules_test {
namespace {

std::string described(const result<endpoint>& e) {
    if (!e) return e.error().text();
    return url(e->origin) + e->path + " " + e->signing_region;
}

struct sts_case {
    const char* region;
    bool fips, dual_stack;
    const char* host;
};

TEST(StsRules, OfARegion) {
    const sts_case cases[] = {
        {"eu-west-1", false, false, "sts.eu-west-1.amazonaws.com"},
        {"eu-west-1", true, false, "sts-fips.eu-west-1.amazonaws.com"},
        {"eu-west-1", false, true, "sts.eu-west-1.api.aws"},
        {"eu-west-1", true, true, "sts-fips.eu-west-1.api.aws"},
        {"us-gov-west-1", true, false, "sts.us-gov-west-1.amazonaws.com"},
        {"us-gov-west-1", true, true, "sts-fips.us-gov-west-1.api.aws"},
        {"cn-north-1", false, false, "sts.cn-north-1.amazonaws.com.cn"},
        {"us-isof-south-1", true, false, "sts-fips.us-isof-south-1.csp.hci.ic.gov"},
    };
    for (const sts_case& c : cases)
        EXPECT_EQ(
            described(sts_endpoint({.region = c.region, .use_fips = c.fips, .use_dual_stack = c.dual_stack})),
            std::string("https://") + c.host + "/ " + c.region);
}

TEST(StsRules, TheGlobalHostIsSignedForUsEast1) {
    const char* const global = "https://sts.amazonaws.com/ us-east-1";
    EXPECT_EQ(described(sts_endpoint({.region = "aws-global"})), global);
    EXPECT_EQ(described(sts_endpoint({.region = "aws-global"}, true)), global);
    for (const char* old : {"ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
                            "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2",
                            "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"}) {
        EXPECT_EQ(described(sts_endpoint({.region = old}, true)), global) << old;
        EXPECT_NE(described(sts_endpoint({.region = old}, false)), global) << old;
    }
}

TEST(StsRules, NewerRegionsAndOtherHostsHaveNoGlobalOne) {
    EXPECT_EQ(described(sts_endpoint({.region = "af-south-1"}, true)),
              "https://sts.af-south-1.amazonaws.com/ af-south-1");
    EXPECT_EQ(described(sts_endpoint({.region = "cn-north-1"}, true)),
              "https://sts.cn-north-1.amazonaws.com.cn/ cn-north-1");
    EXPECT_EQ(described(sts_endpoint({.region = "us-east-1", .use_fips = true}, true)),
              "https://sts-fips.us-east-1.amazonaws.com/ us-east-1");
    EXPECT_EQ(described(sts_endpoint({.region = "us-east-1", .use_dual_stack = true}, true)),
              "https://sts.us-east-1.api.aws/ us-east-1");
    EXPECT_EQ(described(sts_endpoint({.region = "us-east-1", .endpoint = "https://own/sts"}, true)),
              "https://own/sts us-east-1");
}

TEST(StsRules, RefuseWhatCannotBeCombined) {
    for (const bool fips : {false, true}) {
        const auto e = sts_endpoint(
            {.region = "eu-west-1", .endpoint = "https://own", .use_fips = fips, .use_dual_stack = !fips});
        ASSERT_FALSE(e);
        EXPECT_EQ(e.error().cause(), errc::invalid_configuration);
    }
    const auto none = sts_endpoint({});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().cause(), errc::missing_region);
}

}  // namespace
}  // namespace dynaco::identity::sts_rules_test
