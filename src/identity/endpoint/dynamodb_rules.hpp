#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/endpoint/rules.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <span>
#include <string_view>

namespace dynaco::identity {

/// The parameters that decide whether an account's own host is used. Views of the caller's text, needed only
/// during the call.
struct account_parameters {
    account_id_endpoint_mode mode = account_id_endpoint_mode::disabled;
    /// The account ID of the credentials, if it is known.
    std::optional<std::string_view> account_id{};
    /// The table name, or the ARN of a table or another resource, in the request. An ARN of this region has
    /// precedence over the credentials' account ID.
    std::string_view resource_arn{};
    /// The table names or ARNs of a request with several of them: the first one is used.
    std::span<const std::string_view> resource_arn_list{};
    /// The operation is SearchVectors, which has its own hosts.
    bool is_search_operation = false;
};

/// The endpoint of DynamoDB by its rule set (2012-08-10, as of August 2026). Pure.
///
/// Fails with errc::missing_region: the region is missing or not valid. errc::invalid_endpoint: the URL
/// is not valid. errc::invalid_configuration: the parameters cannot be combined; the detail has the rule
/// set's words and what to do.
[[nodiscard]] result<endpoint> dynamodb_endpoint(const endpoint_parameters& given,
                                                 const account_parameters& account = {});

/// The endpoint of DynamoDB Streams by its rule set (2012-08-10). Pure. The region "local" and hosts of
/// accounts are not supported.
///
/// Fails with errc::missing_region: the region is missing or not valid. errc::invalid_endpoint: the URL
/// is not valid. errc::invalid_configuration: the parameters cannot be combined; the detail has the rule
/// set's words and what to do.
[[nodiscard]] result<endpoint> streams_endpoint(const endpoint_parameters& given);

/// The endpoint of DynamoDB Streams that belongs to an endpoint of DynamoDB: for a regional host of AWS the
/// host of streams ("streams.dynamodb.eu-west-1.amazonaws.com"), otherwise the endpoint itself.
[[nodiscard]] endpoint streams_beside(const endpoint& dynamodb);

}  // namespace dynaco::identity
