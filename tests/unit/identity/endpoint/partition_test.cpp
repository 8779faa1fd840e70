#include "identity/endpoint/partition.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace dynaco::identity::partition_test {
namespace {

TEST(Partition, IsToldByTheFormOfARegionsName) {
    const std::pair<const char*, const char*> cases[] = {
        {"eu-west-1", "aws"},
        {"us-east-17", "aws"},
        {"mx-central-1", "aws"},
        {"il-central-1", "aws"},
        {"cn-north-1", "aws-cn"},
        {"cn-somewhere-99", "aws-cn"},
        {"eusc-de-east-1", "aws-eusc"},
        {"us-iso-east-1", "aws-iso"},
        {"us-isob-west-1", "aws-iso-b"},
        {"eu-isoe-west-1", "aws-iso-e"},
        {"us-isof-south-1", "aws-iso-f"},
        {"us-gov-west-2", "aws-us-gov"},
    };
    for (const auto& [region, name] : cases) EXPECT_EQ(partition_of(region).name, name) << region;
}

TEST(Partition, HasANameForAllItsRegions) {
    const std::pair<const char*, const char*> cases[] = {
        {"aws-global", "aws"},
        {"aws-cn-global", "aws-cn"},
        {"aws-iso-global", "aws-iso"},
        {"aws-iso-b-global", "aws-iso-b"},
        {"aws-iso-e-global", "aws-iso-e"},
        {"aws-iso-f-global", "aws-iso-f"},
        {"aws-us-gov-global", "aws-us-gov"},
    };
    for (const auto& [region, name] : cases) EXPECT_EQ(partition_of(region).name, name) << region;
}

TEST(Partition, OfAnyOtherNameIsTheCommercialOne) {
    for (const char* region : {"", "local", "cn-north", "cn-north-", "cn-north-x1", "cn--1", "cn-north-1-2",
                               "xcn-north-1", "us-gov-1", "eusc-fr-east-1", "us-isox-east-1", "CN-north-1"})
        EXPECT_EQ(partition_of(region).name, "aws") << region;
}

TEST(Partition, KnowsItsDomains) {
    const partition& china = partition_of("cn-north-1");
    EXPECT_EQ(china.dns_suffix, "amazonaws.com.cn");
    EXPECT_EQ(china.dual_stack_dns_suffix, "api.amazonwebservices.com.cn");
    EXPECT_EQ(china.implicit_global_region, "cn-northwest-1");
}

}  // namespace
}  // namespace dynaco::identity::partition_test
