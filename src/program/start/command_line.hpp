#pragma once

#include "program/command.hpp"
#include "program/command_tree.hpp"
#include "program/session.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>

namespace dynaco::program {

/// The tree of options of the program: the common ones, and one subcommand per command. Help, man pages and
/// completion are made from it.
class command_line {
 public:
    explicit command_line(command_list commands);

    /// Parses the arguments.
    /// @returns the chosen command; it belongs to this object
    /// @throws CLI::ParseError  the arguments are wrong, or request help or the version
    /// @throws usage_error      the configuration file is wrong or cannot be read
    [[nodiscard]] command& parse(int argc, const char* const* argv);

    [[nodiscard]] const common_options& options() const noexcept { return options_; }
    [[nodiscard]] CLI::App& parser() noexcept { return parser_; }
    /// The connection options in the words of an unfinished command line and in the configuration file.
    /// Mistakes are ignored. Other words are not parsed.
    [[nodiscard]] connection_options connection_among(std::span<const std::string> words);
    /// The source of help, man pages and completion. Refers to this object.
    [[nodiscard]] command_tree tree() const;

 private:
    void add_common_options();
    void check_configuration_file() const;

    CLI::App parser_;
    const CLI::Option* config_ = nullptr;
    common_options options_{};
    command_list commands_;
};

}  // namespace dynaco::program
