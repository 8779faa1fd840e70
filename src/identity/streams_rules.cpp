#include "identity/streams_rules.hpp"

#include "identity/dynamodb_rules.hpp"
#include "identity/endpoint_rules.hpp"
#include "identity/partition.hpp"

#include <string_view>

namespace dynaco::identity {
namespace {

bool has_hyphenated_hosts(std::string_view partition) {
    return partition == "aws" || partition == "aws-cn" || partition == "aws-us-gov";
}

}  // namespace

result<endpoint> streams_endpoint(const endpoint_parameters& given) {
    if (!given.endpoint.empty()) return own_endpoint(given);
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    const bool hyphenated = given.use_dual_stack && has_hyphenated_hosts(partition_of(given.region).name);
    const auto* const name = hyphenated ? "streams-dynamodb" : "streams.dynamodb";
    return aws_endpoint(regional_host(name, given), given.region);
}

endpoint streams_beside(const endpoint& dynamodb) {
    // "dynamodb.eu-west-1.amazonaws.com"
    const std::string_view host = dynamodb.origin.host;
    const auto dot = host.find('.');
    if (dot == std::string_view::npos) return dynamodb;
    const auto region = host.substr(dot + 1, host.find('.', dot + 1) - dot - 1);
    for (const bool fips : {false, true}) {
        for (const bool dual_stack : {false, true}) {
            const endpoint_parameters given{.region = region, .use_fips = fips, .use_dual_stack = dual_stack};
            const auto regional = dynamodb_endpoint(given);
            if (!regional || regional->origin.host != host) continue;
            endpoint streams = dynamodb;
            streams.origin.host = streams_endpoint(given).value().origin.host;
            return streams;
        }
    }
    return dynamodb;
}

}  // namespace dynaco::identity
