#pragma once

#include "program/command_tree.hpp"

#include <span>
#include <string>
#include <vector>

namespace dynaco::program {

/// A word that a shell may insert.
struct candidate {
    std::string word{};
    std::string text{};  ///< What it is; may be empty.
};

/// What can follow the words of a command line.
struct completion {
    /// What the service knows and the program does not.
    enum class names { none, files, tables, indexes };

    std::vector<candidate> candidates{};  ///< Words for the last word.
    names wanted = names::none;           ///< Names that must be looked up.
    std::string option{};                 ///< What is written before each name: "--index=", or nothing.
    std::string prefix{};                 ///< What the names must begin with.
    std::string table{};                  ///< The table whose indexes are wanted.
};

/// Completes the last of `words`, which are the words after `dynaco`. The last one may be empty.
[[nodiscard]] completion complete(const command_tree& tree, std::span<const std::string> words);

/// The script that makes a shell ask `dynaco __complete`: for "bash", "zsh" or "fish". Empty for others.
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace dynaco::program
