#pragma once

#include "client/route/table.hpp"
#include "identity/instance/region.hpp"
#include "identity/profile/client_settings.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace dynaco::detail {

/// The settings from which endpoints are computed, each with the place where it was found: the options, the
/// environment or the profile. An empty region or URL is not configured.
struct endpoint_choice {
    std::optional<identity::setting> region{};
    std::optional<identity::setting> url{};          ///< The configured URL of DynamoDB.
    std::optional<identity::setting> streams_url{};  ///< The configured URL of DynamoDB Streams.
    bool use_fips = false;
    bool use_dual_stack = false;
    dynaco::account_id_endpoint_mode account_mode = account_id_endpoint_mode::preferred;
};

/// Fails with errc::invalid_configuration.
[[nodiscard]] result<endpoint_choice> choose_endpoints(const client_options& options,
                                                       const identity::settings& configured,
                                                       const identity::client_settings& found);

/// The endpoint of DynamoDB. `region` and the members of `of` may be empty. Fails with the errors of
/// identity::dynamodb_endpoint.
[[nodiscard]] result<identity::endpoint> dynamodb_at(const endpoint_choice& by, std::string_view region,
                                                     const route_parameters& of = {});
/// The endpoint of DynamoDB without an account, for any mode of account endpoints.
[[nodiscard]] result<identity::endpoint> regional_dynamodb_at(endpoint_choice by, std::string_view region);
/// The endpoint of DynamoDB Streams.
[[nodiscard]] result<identity::endpoint> streams_at(const endpoint_choice& by, std::string_view region);

/// The endpoints of a client.
struct client_endpoints {
    identity::endpoint dynamodb{};  ///< The endpoint of requests without an account. If it has no host,
                                    ///< `rule` returns it later.
    identity::endpoint streams{};   ///< DynamoDB Streams. If it has no host, `streams_rule` returns it later.
    endpoint_rule rule{};           ///< Empty: all requests to DynamoDB are sent to `dynamodb`.
    endpoint_rule streams_rule{};   ///< Empty: all requests to DynamoDB Streams are sent to `streams`.
};

/// `late`: gets the region when credentials are loaded; null: the region must be known now. Fails with
/// errc::missing_region, invalid_endpoint, invalid_configuration.
[[nodiscard]] result<client_endpoints> endpoints_of(const endpoint_choice& by,
                                                    std::shared_ptr<const identity::late_region> late);

}  // namespace dynaco::detail
