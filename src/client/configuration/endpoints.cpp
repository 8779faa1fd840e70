#include "client/configuration/endpoints.hpp"

#include "identity/endpoint/dynamodb_rules.hpp"
#include "identity/profile/configured_url.hpp"

#include <utility>

namespace dynaco::detail {
namespace {

using identity::setting;
using url_setting = std::optional<setting>;

url_setting given(const std::string& value, const char* name) {
    if (value.empty()) return std::nullopt;
    return setting{.value = value, .source = std::string("client_options::") + name};
}

result<url_setting> url_of(std::string_view service, const client_options& options,
                           const identity::settings& configured) {
    if (options.ignore_configured_endpoints) return url_setting();
    return identity::configured_endpoint_url(service, configured);
}

// With a custom endpoint, the environment and the profile do not count (as in botocore): their settings are
// meant for AWS.
bool decide(std::optional<bool> in_code, const std::optional<identity::typed_setting<bool>>& found,
            bool own_endpoint) {
    if (in_code) return *in_code;
    return found && found->value && !own_endpoint;
}

identity::endpoint_parameters parameters_of(const endpoint_choice& by, std::string_view region) {
    return {.region = region, .use_fips = by.use_fips, .use_dual_stack = by.use_dual_stack};
}

// The region is known. An error that every account would get is reported now.
result<client_endpoints> endpoints_now(const endpoint_choice& by) {
    const std::string region = by.region ? by.region->value : std::string();
    auto dynamodb = regional_dynamodb_at(by, region);
    if (!dynamodb) return dynamodb.error();
    auto streams = streams_at(by, region);
    if (!streams) return streams.error();
    client_endpoints found{.dynamodb = std::move(*dynamodb), .streams = std::move(*streams)};
    if (by.url) return found;
    if (const auto any = dynamodb_at(by, region, {.account_id = "000000000000"}); !any) return any.error();
    found.rule = [by, region](const route_parameters& of) { return dynamodb_at(by, region, of); };
    return found;
}

client_endpoints endpoints_later(const endpoint_choice& by,
                                 const std::shared_ptr<const identity::late_region>& late) {
    return {.rule = [by, late](const route_parameters& of) { return dynamodb_at(by, late->get(), of); },
            .streams_rule = [by, late](const route_parameters&) { return streams_at(by, late->get()); }};
}

}  // namespace

result<endpoint_choice> choose_endpoints(const client_options& options, const identity::settings& configured,
                                         const identity::client_settings& found) {
    endpoint_choice c{.region = given(options.region, "region"),
                      .url = given(options.endpoint, "endpoint"),
                      .streams_url = given(options.streams_endpoint, "streams_endpoint")};
    if (!c.region) c.region = found.region;
    // All nodes are like the first.
    if (const auto& nodes = options.alternator.nodes; !nodes.empty())
        c.url = given(nodes.front(), "alternator");
    if (!c.url) {
        auto url = url_of("dynamodb", options, configured);
        if (!url) return url.error();
        c.url = std::move(*url);
    }
    if (!c.streams_url && options.endpoint.empty() && options.alternator.nodes.empty()) {
        auto url = url_of("dynamodb_streams", options, configured);
        if (!url) return url.error();
        c.streams_url = std::move(*url);
    }
    c.use_fips = decide(options.use_fips, found.use_fips, c.url.has_value());
    c.use_dual_stack = decide(options.use_dual_stack, found.use_dual_stack, c.url.has_value());
    if (options.account_id_endpoint_mode)
        c.account_mode = *options.account_id_endpoint_mode;
    else if (found.account_mode)
        c.account_mode = found.account_mode->value;
    return c;
}

result<identity::endpoint> dynamodb_at(const endpoint_choice& by, std::string_view region,
                                       const route_parameters& of) {
    identity::endpoint_parameters place = parameters_of(by, region);
    if (by.url) place.endpoint = by.url->value;
    identity::account_parameters account{
        .mode = by.account_mode, .resource_arn = of.resource_arn, .is_search_operation = of.searches};
    if (!of.account_id.empty()) account.account_id = of.account_id;
    return identity::dynamodb_endpoint(place, account);
}

result<identity::endpoint> regional_dynamodb_at(endpoint_choice by, std::string_view region) {
    by.account_mode = account_id_endpoint_mode::disabled;
    return dynamodb_at(by, region);
}

result<identity::endpoint> streams_at(const endpoint_choice& by, std::string_view region) {
    identity::endpoint_parameters place = parameters_of(by, region);
    if (by.streams_url) {
        place.endpoint = by.streams_url->value;
        place.use_fips = place.use_dual_stack = false;  // not for a custom endpoint of DynamoDB Streams
        return identity::streams_endpoint(place);
    }
    if (!by.url && region != "local") return identity::streams_endpoint(place);
    auto beside = regional_dynamodb_at(by, region);
    if (!beside) return beside.error();
    return identity::streams_beside(*beside);
}

result<client_endpoints> endpoints_of(const endpoint_choice& by,
                                      std::shared_ptr<const identity::late_region> late) {
    if (late) return endpoints_later(by, late);
    return endpoints_now(by);
}

}  // namespace dynaco::detail
