#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The environment as an argument: gives a variable's value, empty if it is not set.
using environment = std::function<std::string(std::string_view name)>;

/// The process's own.
[[nodiscard]] environment process_environment();

}  // namespace dynaco::identity
