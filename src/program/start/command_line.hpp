#pragma once

#include "program/command.hpp"
#include "program/session.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace dynaco::program {

/// The tree of options of the program: the common ones, and one subcommand per command. Help, man pages and
/// completion are made from it.
class command_line {
 public:
    explicit command_line(command_list commands);

    /// Parses the arguments.
    /// @returns the chosen command; it belongs to this object
    /// @throws CLI::ParseError  the arguments are wrong, or ask for help or the version
    [[nodiscard]] command& parse(int argc, const char* const* argv);

    [[nodiscard]] const common_options& options() const noexcept { return options_; }
    [[nodiscard]] CLI::App& parser() noexcept { return parser_; }
    [[nodiscard]] const command_list& commands() const noexcept { return commands_; }
    /// The command with this name; null if there is none.
    [[nodiscard]] const command* find(std::string_view name) const noexcept;

 private:
    void add_common_options();

    CLI::App parser_;
    common_options options_{};
    command_list commands_;
};

}  // namespace dynaco::program
