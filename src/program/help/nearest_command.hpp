#pragma once

#include "program/command_tree.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// The options of the program that have the meaning of an option of the AWS CLI or of a common word, such as
/// `--index` for `--index-name`. The first one that the command has is used. Empty: none.
[[nodiscard]] std::vector<std::string> options_like(std::string_view typed);

/// The command that a person probably meant by `typed`, which may also be a word of the AWS CLI. Empty: none.
[[nodiscard]] std::string nearest_command(const command_tree& tree, std::string_view typed);

}  // namespace dynaco::program
