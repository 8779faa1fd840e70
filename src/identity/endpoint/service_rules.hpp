#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/endpoint/rules.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::identity {

/// The endpoint of AWS Sign-In by its rule set (2023-01-01): it has the console's domains
/// ("eu-west-1.signin.aws.amazon.com"). Pure.
///
/// Fails with errc::missing_region: the region is missing or not valid. errc::invalid_endpoint: the URL
/// is not valid. errc::invalid_configuration: the parameters cannot be combined; the detail has the rule
/// set's words and what to do.
[[nodiscard]] result<endpoint> signin_endpoint(const endpoint_parameters& given);

/// The endpoint of STS by its rule set (2011-06-15). Pure. The region "aws-global" means the host that all
/// regions share ("sts.amazonaws.com"), signed for us-east-1. With `use_global_endpoint`, the regions that
/// are older than regional hosts use it too.
///
/// Fails with errc::missing_region: the region is missing or not valid. errc::invalid_endpoint: the URL
/// is not valid. errc::invalid_configuration: the parameters cannot be combined; the detail has the rule
/// set's words and what to do.
[[nodiscard]] result<endpoint> sts_endpoint(const endpoint_parameters& given,
                                            bool use_global_endpoint = false);

}  // namespace dynaco::identity
