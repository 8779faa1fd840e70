#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/endpoint/rules.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::identity {

/// The endpoint of AWS Sign-In by its rule set (2023-01-01), which has the console's domains
/// ("eu-west-1.signin.aws.amazon.com"). Pure.
///
/// Fails with errc::missing_region, invalid_endpoint (the URL is none), or invalid_configuration: what was
/// asked for cannot be combined, in the rule set's words and with a remedy.
[[nodiscard]] result<endpoint> signin_endpoint(const endpoint_parameters& given);

/// The endpoint of STS by its rule set (2011-06-15). Pure. Region "aws-global" is the host that all regions
/// share ("sts.amazonaws.com"), which is signed for us-east-1; `use_global_endpoint` means it for those
/// regions, too, that were there before hosts of regions were.
///
/// Fails with errc::missing_region, invalid_endpoint (the URL is none), or invalid_configuration: what was
/// asked for cannot be combined, in the rule set's words and with a remedy.
[[nodiscard]] result<endpoint> sts_endpoint(const endpoint_parameters& given,
                                            bool use_global_endpoint = false);

}  // namespace dynaco::identity
