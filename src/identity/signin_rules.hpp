#pragma once

#include "identity/endpoint.hpp"
#include "identity/endpoint_parameters.hpp"

#include <dynaco/core/result.hpp>

namespace dynaco::identity {

/// The endpoint of AWS Sign-In by its rule set (2023-01-01), which has the console's domains
/// ("eu-west-1.signin.aws.amazon.com"). Pure.
///
/// Fails with errc::missing_region, invalid_endpoint (the URL is none), or invalid_configuration: what was
/// asked for cannot be combined, in the rule set's words and with a remedy.
[[nodiscard]] result<endpoint> signin_endpoint(const endpoint_parameters& given);

}  // namespace dynaco::identity
