#include "identity/endpoint/service_rules.hpp"

#include "identity/endpoint/partition.hpp"
#include "identity/endpoint/rules.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace dynaco::identity {
namespace {

struct console {
    std::string_view partition;
    std::string_view domain;
};

constexpr std::array<console, 8> consoles{{
    {"aws", "aws.amazon.com"},
    {"aws-cn", "amazonaws.cn"},
    {"aws-eusc", "amazonaws-eusc.eu"},
    {"aws-iso", "c2shome.ic.gov"},
    {"aws-iso-b", "sc2shome.sgov.gov"},
    {"aws-iso-e", "csphome.adc-e.uk"},
    {"aws-iso-f", "csphome.hci.ic.gov"},
    {"aws-us-gov", "amazonaws-us-gov.com"},
}};

std::string signin_host(const endpoint_parameters& given) {
    const std::string_view partition = partition_of(given.region).name;
    const bool gov = partition == "aws-us-gov";
    if (given.use_dual_stack || (given.use_fips && !gov)) return regional_host("signin", given);
    std::string host;
    if (!given.use_fips || given.region != "us-gov-west-1") (host += given.region) += '.';
    host += given.use_fips ? "signin-fips." : "signin.";
    return host += std::ranges::find(consoles, partition, &console::partition)->domain;
}

}  // namespace

result<endpoint> signin_endpoint(const endpoint_parameters& given) {
    if (!given.endpoint.empty()) return own_endpoint(given);
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    return aws_endpoint(signin_host(given), given.region);
}

namespace {

constexpr std::string_view global_region = "aws-global";

constexpr std::array<std::string_view, 16> legacy_regions{
    "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
    "eu-central-1",   "eu-north-1", "eu-west-1",      "eu-west-2",      "eu-west-3",  "sa-east-1",
    "us-east-1",      "us-east-2",  "us-west-1",      "us-west-2"};

bool is_global(const endpoint_parameters& given, bool use_global_endpoint) {
    if (given.use_fips || given.use_dual_stack) return false;
    return given.region == global_region ||
           (use_global_endpoint && std::ranges::count(legacy_regions, given.region) > 0);
}

}  // namespace

result<endpoint> sts_endpoint(const endpoint_parameters& given, bool use_global_endpoint) {
    if (!given.endpoint.empty()) return own_endpoint(given);
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    if (is_global(given, use_global_endpoint))
        return aws_endpoint("sts.amazonaws.com", partition_of(global_region).implicit_global_region);
    return aws_endpoint(regional_host("sts", given), given.region);
}

}  // namespace dynaco::identity
