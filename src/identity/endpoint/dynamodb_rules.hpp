#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/endpoint/rules.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace dynaco::identity {

/// What the host of an account is found by. Views of the caller's text, for the time of the call.
struct account_parameters {
    account_id_endpoint_mode mode = account_id_endpoint_mode::disabled;
    /// Of the credentials, if they say.
    std::optional<std::string_view> account_id{};
    /// What the request names: a table's name or ARN, or another resource's. An ARN of this region decides
    /// before the credentials do.
    std::string_view resource_arn{};
    /// The same of a request that names several: the first one counts.
    std::span<const std::string_view> resource_arn_list{};
    /// SearchVectors has hosts of its own.
    bool is_search_operation = false;
};

/// The endpoint of DynamoDB by its rule set (2012-08-10, as of August 2026). Pure.
///
/// Fails with errc::missing_region, invalid_endpoint (the URL is none), or invalid_configuration: what was
/// asked for cannot be combined, in the rule set's words and with a remedy.
[[nodiscard]] result<endpoint> dynamodb_endpoint(const endpoint_parameters& given,
                                                 const account_parameters& account = {});

/// The endpoint of DynamoDB Streams by its rule set (2012-08-10). Pure. It knows no region "local" and no
/// hosts of accounts.
///
/// Fails with errc::missing_region, invalid_endpoint (the URL is none), or invalid_configuration: what was
/// asked for cannot be combined, in the rule set's words and with a remedy.
[[nodiscard]] result<endpoint> streams_endpoint(const endpoint_parameters& given);

/// DynamoDB Streams beside a DynamoDB: at a region's own host of AWS the streams' own
/// ("streams.dynamodb.eu-west-1.amazonaws.com"), elsewhere the same.
[[nodiscard]] endpoint streams_beside(const endpoint& dynamodb);

}  // namespace dynaco::identity
