#pragma once

#include "program/command_tree.hpp"
#include "program/help/option_facts.hpp"

#include <span>
#include <string>
#include <vector>

namespace dynaco::program {

/// A word that a shell may insert.
struct candidate {
    std::string word{};
    std::string text{};  ///< A description; may be empty.
};

/// The words that can follow those of a command line.
struct completion {
    std::vector<candidate> candidates{};  ///< Words for the last word.
    named wanted = named::none;           ///< Names that must be looked up.
    std::string option{};                 ///< The text before each name: "--index=", or empty.
    std::string prefix{};                 ///< The beginning of the names.
    std::string table{};                  ///< The table whose indexes are listed.
};

/// Completes the last of `words`, which are the words after `dynaco`. The last one may be empty.
[[nodiscard]] completion complete(const command_tree& tree, std::span<const std::string> words);

/// The script that makes a shell ask `dynaco __complete`: for "bash", "zsh" or "fish". Empty for others.
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace dynaco::program
