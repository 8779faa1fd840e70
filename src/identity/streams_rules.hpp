#pragma once

#include "identity/endpoint.hpp"
#include "identity/endpoint_parameters.hpp"

#include <dynaco/core/result.hpp>

namespace dynaco::identity {

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
