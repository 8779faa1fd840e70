#pragma once

#include "client/configuration/configuration.hpp"
#include "client/route/table.hpp"
#include "identity/instance/region.hpp"

#include <memory>

namespace dynaco::detail {

/// Where the requests of a client go.
struct client_places {
    identity::endpoint dynamodb{};  ///< Where no account is known; without a host: where is known later.
    identity::endpoint streams{};   ///< The same of DynamoDB Streams.
    endpoint_rule rule{};           ///< Empty: all requests to DynamoDB go to `dynamodb`.
    endpoint_rule streams_rule{};   ///< Empty: all requests to DynamoDB Streams go to `streams`.
};

/// `late`: where the region will be, if it comes with the credentials; null: it must be known now. Fails with
/// errc::missing_region, invalid_endpoint, invalid_configuration.
[[nodiscard]] result<client_places> places_of(const client_configuration& configured,
                                              std::shared_ptr<const identity::late_region> late);

}  // namespace dynaco::detail
