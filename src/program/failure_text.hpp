#pragma once

#include "program/command.hpp"

#include <dynaco/errors.hpp>

#include <string>

namespace dynaco::program {

/// Returns why a command failed, and what a person can do about it.
[[nodiscard]] std::string failure_text(const error& why);

/// The exit status for a failure: `usage` for a file that does not exist, otherwise `failed`.
[[nodiscard]] exit_status status_of(const error& why);

}  // namespace dynaco::program
