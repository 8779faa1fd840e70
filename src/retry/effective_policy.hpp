#pragma once

#include <dynaco/retry/retry_policy.hpp>

namespace dynaco::retry {

/// The policy with the mode's own numbers for what is zero.
[[nodiscard]] retry_policy effective(retry_policy wanted) noexcept;

}  // namespace dynaco::retry
