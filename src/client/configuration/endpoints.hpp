#pragma once

#include "client/route/table.hpp"
#include "identity/profile/client_settings.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string_view>

namespace dynaco::detail {

/// The settings that the endpoints of a client depend on, from options, environment and profile, each with
/// its source. An empty region or URL is not configured.
struct endpoint_choice {
    std::optional<identity::setting> region{};
    std::optional<identity::setting> url{};          ///< Of DynamoDB.
    std::optional<identity::setting> streams_url{};  ///< Of DynamoDB Streams.
    bool use_fips = false;
    bool use_dual_stack = false;
    dynaco::account_id_endpoint_mode account_mode = account_id_endpoint_mode::preferred;
};

/// Fails with errc::invalid_configuration.
[[nodiscard]] result<endpoint_choice> choose_endpoints(const client_options& options,
                                                       const identity::settings& configured,
                                                       const identity::client_settings& found);

/// The endpoint of DynamoDB; `region` and the others may be empty. Fails as identity::dynamodb_endpoint.
[[nodiscard]] result<identity::endpoint> dynamodb_at(const endpoint_choice& by, std::string_view region,
                                                     const place_parameters& of = {});
/// The endpoint of DynamoDB when no account is known, in any mode.
[[nodiscard]] result<identity::endpoint> regional_dynamodb_at(endpoint_choice by, std::string_view region);
/// The endpoint of DynamoDB Streams.
[[nodiscard]] result<identity::endpoint> streams_at(const endpoint_choice& by, std::string_view region);

}  // namespace dynaco::detail
