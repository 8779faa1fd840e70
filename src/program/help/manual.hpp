#pragma once

#include "program/command_tree.hpp"

#include <string>

namespace dynaco::program {

/// The source of a man page for scdoc(1): dynaco(1) if `command` is null, else dynaco-COMMAND(1).
[[nodiscard]] std::string manual_page(const command_tree& tree, const command_facts* command);

}  // namespace dynaco::program
