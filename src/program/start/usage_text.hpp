#pragma once

#include "program/command_tree.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// What is wrong with the arguments and what to do, for standard error. `complaint` is the parser's text, and
/// `first_word` the first argument.
[[nodiscard]] std::string usage_text(const command_tree& tree, const std::string& complaint,
                                     std::string_view first_word);

}  // namespace dynaco::program
