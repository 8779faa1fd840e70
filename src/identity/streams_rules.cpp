#include "identity/streams_rules.hpp"

#include "identity/dynamodb_rules.hpp"
#include "identity/endpoint_rules.hpp"
#include "identity/partition.hpp"

#include <string>

namespace dynaco::identity {
namespace {

// What the host's name begins with.
std::string_view labels(const endpoint_parameters& given, std::string_view partition) {
    const bool gov = partition == "aws-us-gov";
    if (given.use_dual_stack && (gov || partition == "aws" || partition == "aws-cn"))
        return given.use_fips ? "streams-dynamodb-fips." : "streams-dynamodb.";
    // GovCloud's usual hosts are its FIPS hosts.
    return given.use_fips && !gov ? "streams.dynamodb-fips." : "streams.dynamodb.";
}

}  // namespace

result<endpoint> streams_endpoint(const endpoint_parameters& given) {
    if (!given.endpoint.empty()) return own_endpoint(given);
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    const partition& where = partition_of(given.region);
    std::string host(labels(given, where.name));
    (host += given.region) += '.';
    host += given.use_dual_stack ? where.dual_stack_dns_suffix : where.dns_suffix;
    return aws_endpoint(std::move(host), given.region);
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
