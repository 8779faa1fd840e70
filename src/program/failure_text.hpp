#pragma once

#include <dynaco/errors.hpp>

#include <string>

namespace dynaco::program {

/// Returns why a command failed, and what a person can do about it.
[[nodiscard]] std::string failure_text(const error& why);

}  // namespace dynaco::program
