#include "identity/endpoint/dynamodb_rules.hpp"

#include "identity/endpoint/arn.hpp"
#include "identity/endpoint/partition.hpp"
#include "identity/endpoint/rules.hpp"
#include "identity/text/host.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

using mode = account_id_endpoint_mode;

// Whether the configured endpoint is the region's dual-stack host, which the rule set refuses as an endpoint.
bool is_dual_stack(const endpoint& own, std::string_view region) {
    if (region.empty() || own.origin.port != (own.origin.tls ? 443 : 80)) return false;
    const std::string regional = regional_host("dynamodb", {.region = region, .use_dual_stack = true});
    return own.origin.host == regional || own.origin.host == "search-" + regional;
}

result<endpoint> overridden(const endpoint_parameters& given) {
    auto own = own_endpoint(given);
    if (own && is_dual_stack(*own, given.region))
        return refused_by_rules(
            "Endpoint override is not supported for dual-stack endpoints. Please enable dual-stack "
            "functionality by enabling the configuration. For more details, see: "
            "https://docs.aws.amazon.com/sdkref/latest/guide/feature-endpoints.html",
            "unset the endpoint, and set client_options::use_dual_stack or AWS_USE_DUALSTACK_ENDPOINT=true "
            "(use_dualstack_endpoint)");
    return own;
}

result<endpoint> local(const endpoint_parameters& given) {
    if (given.use_fips)
        return refused_by_rules(
            "Invalid Configuration: FIPS and local endpoint are not supported",
            "unset client_options::use_fips and AWS_USE_FIPS_ENDPOINT (use_fips_endpoint)");
    if (given.use_dual_stack)
        return refused_by_rules(
            "Invalid Configuration: Dualstack and local endpoint are not supported",
            "unset client_options::use_dual_stack and AWS_USE_DUALSTACK_ENDPOINT (use_dualstack_endpoint)");
    transport::origin server{.tls = false, .host = "localhost", .port = 8000};
    return endpoint{.origin = std::move(server), .signing_region = "us-east-1"};
}

// The account in the ARN of a table, backup, … of this region.
std::optional<std::string_view> account_of(std::string_view resource, std::string_view region) {
    const auto parsed = parse_arn(resource);
    if (!parsed || parsed->service != "dynamodb" || parsed->region != region ||
        !is_host_label(parsed->account_id))
        return std::nullopt;
    return parsed->account_id;
}

// The account whose host is used; nothing if it is not known.
result<std::optional<std::string_view>> owner(const endpoint_parameters& given,
                                              const account_parameters& account) {
    if (const auto of_arn = account_of(account.resource_arn, given.region)) return of_arn;
    if (!account.resource_arn_list.empty())
        if (const auto of_first = account_of(account.resource_arn_list.front(), given.region))
            return of_first;
    if (account.account_id && !is_host_label(*account.account_id))
        return refused_by_rules(
            "Credentials-sourced account ID parameter is invalid",
            "set AWS_ACCOUNT_ID, or aws_account_id of the profile, to the 12 digits of the account");
    return account.account_id;
}

// The failure if an account's host is required but not available.
failure no_account(bool fips, bool commercial) {
    if (fips)
        return refused_by_rules(
            "Invalid Configuration: AccountIdEndpointMode is required and FIPS is "
            "enabled, but FIPS account endpoints are not supported",
            "unset client_options::use_fips and AWS_USE_FIPS_ENDPOINT (use_fips_endpoint), or set "
            "client_options::account_id_endpoint_mode or AWS_ACCOUNT_ID_ENDPOINT_MODE to preferred");
    if (!commercial)
        return refused_by_rules(
            "Invalid Configuration: AccountIdEndpointMode is required but account "
            "endpoints are not supported in this partition",
            "set client_options::account_id_endpoint_mode or AWS_ACCOUNT_ID_ENDPOINT_MODE to preferred");
    return refused_by_rules(
        "AccountIdEndpointMode is required but no AccountID was provided or able to be loaded",
        "set AWS_ACCOUNT_ID (aws_account_id), or client_options::account_id_endpoint_mode or "
        "AWS_ACCOUNT_ID_ENDPOINT_MODE to preferred");
}

}  // namespace

result<endpoint> dynamodb_endpoint(const endpoint_parameters& given, const account_parameters& account) {
    if (!given.endpoint.empty()) return overridden(given);
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    if (given.region == "local") return local(given);
    const bool commercial = partition_of(given.region).name == "aws";
    const std::string search = account.is_search_operation ? "search-" : "";
    if (account.mode != mode::disabled && commercial && !given.use_fips) {
        const auto whose = owner(given, account);
        if (!whose) return whose.error();
        if (*whose) {
            const std::string labels = std::string(**whose) + '.' + search + "ddb";
            endpoint own = aws_endpoint(regional_host(labels, given), given.region);
            own.of_account = true;
            return own;
        }
    }
    if (account.mode == mode::required) return no_account(given.use_fips, commercial);
    return aws_endpoint(regional_host(search + "dynamodb", given), given.region);
}

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
