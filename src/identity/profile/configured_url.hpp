#pragma once

#include "identity/profile/settings.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <string_view>

namespace dynaco::identity {

/// The configured endpoint URL of a service ("dynamodb", "dynamodb_streams", "sts", "sso", "sso_oidc",
/// "signin"). It is the first of: the service's own variable (AWS_ENDPOINT_URL_DYNAMODB), AWS_ENDPOINT_URL,
/// the service's `endpoint_url` in the section that the profile's `services` names, the profile's
/// `endpoint_url`. Nothing if none is set, or if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or
/// `ignore_configured_endpoint_urls` is true. The URL is not checked.
///
/// Fails with the errors of settings::flag and settings::of_service.
[[nodiscard]] result<std::optional<setting>> configured_endpoint_url(std::string_view service,
                                                                     const settings& configured);

}  // namespace dynaco::identity
