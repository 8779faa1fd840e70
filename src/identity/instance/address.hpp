#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// The endpoint of the instance metadata service. It is the first of: `options.endpoint`,
/// AWS_EC2_METADATA_SERVICE_ENDPOINT, `ec2_metadata_service_endpoint`. If none is set, it is AWS's address
/// for the mode in `options.endpoint_mode`, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE or
/// `ec2_metadata_service_endpoint_mode`: IPv4 (169.254.169.254, the default) or IPv6 (fd00:ec2::254), in
/// upper or lower case.
///
/// Fails with errc::invalid_configuration: the URL or mode is not valid; the detail says where it was set.
[[nodiscard]] result<endpoint> find_instance_endpoint(const instance_options& options,
                                                      const settings& configured);

/// "/base/latest/api/token": `path` after the endpoint's own path.
[[nodiscard]] std::string target_below(const endpoint& where, std::string_view path);

}  // namespace dynaco::identity
