#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Returns a word as a POSIX shell reads it, for a command line that a person copies: in single quotes if it
/// has other characters than letters, digits and -_./:=,@%+.
[[nodiscard]] std::string shell_word(std::string_view word);

/// Returns a command as a shell reads it, with more words: at its end, or before `--`, after which all words
/// are arguments.
[[nodiscard]] std::string shell_command(const std::vector<std::string>& words,
                                        const std::vector<std::string>& added);

/// Returns the words of a command without an option and its value: `--limit 5` or `--limit=5`. Words after
/// `--` stay.
[[nodiscard]] std::vector<std::string> without_option(const std::vector<std::string>& words,
                                                      std::string_view option);

}  // namespace dynaco::program
