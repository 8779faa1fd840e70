#pragma once

#include "identity/environment.hpp"

#include <dynaco/core/result.hpp>
#include <dynaco/retry/retry_policy.hpp>

namespace dynaco::identity {

/// `wanted`, with AWS_RETRY_MODE ("standard", "adaptive"; "legacy" is taken for standard) and
/// AWS_MAX_ATTEMPTS (1 or more) for what is at its default. errc::invalid_argument names the variable whose
/// value is none of these.
[[nodiscard]] result<retry_policy> resolve_retry(retry_policy wanted, const environment& env);

}  // namespace dynaco::identity
