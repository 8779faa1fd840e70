#pragma once

#include "program/command_tree.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// The command that a person meant by `typed`. Empty: none.
[[nodiscard]] std::string nearest_command(const command_tree& tree, std::string_view typed);

}  // namespace dynaco::program
