#pragma once

#include "identity/environment.hpp"

#include <dynaco/identity/credentials.hpp>

namespace dynaco::identity {

/// The credentials that an environment holds, or which variable is missing.
[[nodiscard]] result<credentials> credentials_of(const environment& env);

}  // namespace dynaco::identity
