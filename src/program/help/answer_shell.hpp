#pragma once

#include "program/command_tree.hpp"
#include "program/connection_options.hpp"

#include <span>
#include <string>
#include <vector>

namespace dynaco::program {

/// Answers the shell's `dynaco __complete WORD...`: one word a line, with a tab and a text behind it. Names
/// of tables and indexes are asked for at `where`, for at most two seconds. Nothing is printed about errors.
[[nodiscard]] std::string answer_shell(const command_tree& tree, std::span<const std::string> words,
                                       const connection_options& where);

}  // namespace dynaco::program
