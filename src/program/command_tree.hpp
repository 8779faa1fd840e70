#pragma once

#include "program/command.hpp"

#include <string_view>
#include <vector>

namespace dynaco::program {

/// The options and facts of all commands: the source of help, man pages and completion.
struct command_tree {
    const CLI::App* root = nullptr;                ///< The common options; a subcommand for each command.
    std::vector<const command_facts*> commands{};  ///< In the order of the help.

    /// The facts of the command with this name; null if there is none.
    [[nodiscard]] const command_facts* find(std::string_view name) const noexcept;
};

}  // namespace dynaco::program
