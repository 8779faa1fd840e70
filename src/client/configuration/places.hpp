#pragma once

#include "client/configuration/configuration.hpp"
#include "client/route/table.hpp"
#include "identity/instance/region.hpp"

#include <memory>

namespace dynaco::detail {

/// The endpoints of a client's requests.
struct client_places {
    identity::endpoint dynamodb{};  ///< Used when no account is known. Without a host: known later.
    identity::endpoint streams{};   ///< The endpoint of DynamoDB Streams.
    endpoint_rule rule{};           ///< Empty: all requests to DynamoDB go to `dynamodb`.
    endpoint_rule streams_rule{};   ///< Empty: all requests to DynamoDB Streams go to `streams`.
};

/// `late`: where the region will be, if it comes with the credentials; null: it must be known now. Fails with
/// errc::missing_region, invalid_endpoint, invalid_configuration.
[[nodiscard]] result<client_places> places_of(const client_configuration& configured,
                                              std::shared_ptr<const identity::late_region> late);

}  // namespace dynaco::detail
