#pragma once

#include "program/command_tree.hpp"

#include <cstddef>
#include <string>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// The width of help: that of the terminal, at least 40 and at most 100 characters.
[[nodiscard]] std::size_t help_width();

/// The help of the program: the list of commands, and the common options.
[[nodiscard]] std::string program_help(const command_tree& tree, std::size_t width);

/// The help of a command, or of one of its subcommands: usage, options, details and examples.
[[nodiscard]] std::string command_help(const command_tree& tree, const CLI::App& command, std::size_t width);

}  // namespace dynaco::program
