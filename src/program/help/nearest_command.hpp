#pragma once

#include "program/command_tree.hpp"

#include <string_view>

namespace dynaco::program {

/// The word that a person meant by `typed`: the one that differs in at most two letters. Empty: none.
[[nodiscard]] std::string_view nearest_command(const command_tree& tree, std::string_view typed);

}  // namespace dynaco::program
