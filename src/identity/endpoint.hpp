#pragma once

#include "identity/environment.hpp"
#include "transport/origin.hpp"

#include <dynaco/core/result.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// Where requests go and what they are signed for.
struct endpoint {
    transport::origin origin{};
    std::string path = "/";
    std::string signing_region{};
    bool of_account = false;  ///< The host is one account's (the User-Agent's metric "O").
};

/// The region: `configured`, else AWS_REGION, else AWS_DEFAULT_REGION; empty if none.
[[nodiscard]] std::string resolve_region(std::string_view configured, const environment& env);

/// The endpoint: `configured`, else AWS_ENDPOINT_URL_DYNAMODB, else AWS_ENDPOINT_URL (both unless
/// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true), else the region's own. Fails with errc::missing_region or
/// invalid_endpoint.
[[nodiscard]] result<endpoint> resolve_endpoint(std::string_view configured, std::string_view region,
                                                const environment& env);

/// The endpoint of DynamoDB Streams: `configured`, else AWS_ENDPOINT_URL_DYNAMODB_STREAMS if
/// `use_environment` (unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true), else `streams_beside`. Fails with
/// errc::invalid_endpoint.
[[nodiscard]] result<endpoint> resolve_streams_endpoint(std::string_view configured, bool use_environment,
                                                        const endpoint& dynamodb, const environment& env);

/// Reads "http[s]://host[:port][/path]".
[[nodiscard]] result<endpoint> parse_endpoint(std::string_view url);

}  // namespace dynaco::identity
