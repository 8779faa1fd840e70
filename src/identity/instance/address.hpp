#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// Where the instance metadata service is: `options.endpoint`, else AWS_EC2_METADATA_SERVICE_ENDPOINT,
/// `ec2_metadata_service_endpoint`; else AWS's address of the mode that `options.endpoint_mode`, else
/// AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE, `ec2_metadata_service_endpoint_mode` name in any case: IPv4
/// (169.254.169.254, as without a mode) or IPv6 (fd00:ec2::254).
///
/// Fails with errc::invalid_configuration for a URL or mode that is none; the detail says where it was found.
[[nodiscard]] result<endpoint> find_instance_endpoint(const instance_options& options,
                                                      const settings& configured);

/// "/base/latest/api/token": `path` below that of the endpoint.
[[nodiscard]] std::string target_below(const endpoint& where, std::string_view path);

}  // namespace dynaco::identity
