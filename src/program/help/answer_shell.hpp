#pragma once

#include "program/command_tree.hpp"
#include "program/connection_options.hpp"

#include <span>
#include <string>
#include <vector>

namespace dynaco::program {

/// Answers the shell's `dynaco __complete WORD...`: one word a line, followed by a tab and a text. Names of
/// tables and indexes are requested from `where`, for at most two seconds. Errors are not printed.
[[nodiscard]] std::string answer_shell(const command_tree& tree, std::span<const std::string> words,
                                       const connection_options& where);

}  // namespace dynaco::program
