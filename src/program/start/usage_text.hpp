#pragma once

#include "program/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <string>

namespace dynaco::program {

/// The mistake in the arguments and what to do, for standard error. Call it after the root of the tree has
/// thrown `mistake`.
[[nodiscard]] std::string usage_text(const command_tree& tree, const CLI::ParseError& mistake);

}  // namespace dynaco::program
