#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// A function that returns the value of an environment variable; empty if the variable is not set.
using environment = std::function<std::string(std::string_view name)>;

/// The environment of this process. It is copied once, by this call; later changes are not seen. Calls of the
/// result are safe in any thread, even while other threads change the environment. The copy is overwritten
/// when it is destroyed.
[[nodiscard]] environment process_environment();

}  // namespace dynaco::identity
