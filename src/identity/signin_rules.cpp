#include "identity/signin_rules.hpp"

#include "identity/endpoint_rules.hpp"
#include "identity/partition.hpp"

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

}  // namespace dynaco::identity
