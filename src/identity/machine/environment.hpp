#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The environment as an argument: gives a variable's value, empty if it is not set.
using environment = std::function<std::string(std::string_view name)>;

/// The process's own, as it is now: it is read once, here, and later changes are not seen. Calls of the
/// result are safe in any thread, while others change the environment too. The copy is overwritten when it
/// dies.
[[nodiscard]] environment process_environment();

}  // namespace dynaco::identity
