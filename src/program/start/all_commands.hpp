#pragma once

#include "program/command.hpp"

namespace dynaco::program {

/// Makes all commands, in the order of the help.
[[nodiscard]] command_list all_commands();

}  // namespace dynaco::program
