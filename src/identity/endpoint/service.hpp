#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <string_view>

namespace dynaco::identity {

/// AWS services that provide credentials, with their variable and AWS's host.
enum class credentials_service : std::uint8_t {
    sts,       ///< AWS_ENDPOINT_URL_STS; sts.{region}.{suffix}
    sso,       ///< AWS_ENDPOINT_URL_SSO; portal.sso.{region}.{suffix}
    sso_oidc,  ///< AWS_ENDPOINT_URL_SSO_OIDC; oidc.{region}.{suffix}
    signin,    ///< AWS_ENDPOINT_URL_SIGNIN; {region}.signin.aws.amazon.com
};

/// The endpoint of a service. It is the URL that the settings configure (AWS_ENDPOINT_URL_STS,
/// AWS_ENDPOINT_URL, the `services` section, `endpoint_url`); otherwise AWS's endpoint of the region,
/// according to the settings for FIPS, dual stack and STS's global endpoint. A configured URL is used as it
/// is, with its path, and FIPS and dual stack are ignored.
///
/// Fails with errc::missing_region, invalid_endpoint, invalid_configuration.
[[nodiscard]] result<endpoint> service_endpoint(credentials_service which, std::string_view region,
                                                const settings& configured);

}  // namespace dynaco::identity
