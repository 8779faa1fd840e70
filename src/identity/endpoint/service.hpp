#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <string_view>

namespace dynaco::identity {

/// Services that credentials come from.
enum class credentials_service : std::uint8_t {
    sts,       ///< AWS_ENDPOINT_URL_STS; sts.{region}.{suffix}
    sso,       ///< AWS_ENDPOINT_URL_SSO; portal.sso.{region}.{suffix}
    sso_oidc,  ///< AWS_ENDPOINT_URL_SSO_OIDC; oidc.{region}.{suffix}
    signin,    ///< AWS_ENDPOINT_URL_SIGNIN; {region}.signin.aws.amazon.com
};

/// Where a service is: what the settings configure for it (AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL, the
/// `services` section, `endpoint_url`), else AWS's own endpoint of the region, with the settings' word on
/// FIPS, dual stack and STS's global endpoint. An URL of one's own is taken as it is, with its path, whatever
/// they say of FIPS and dual stack. Fails with errc::missing_region, invalid_endpoint,
/// invalid_configuration.
[[nodiscard]] result<endpoint> service_endpoint(credentials_service which, std::string_view region,
                                                const settings& configured);

}  // namespace dynaco::identity
