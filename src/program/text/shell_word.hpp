#pragma once

#include <string>
#include <string_view>

namespace dynaco::program {

/// Returns a word as a POSIX shell reads it, for a command line that a person copies: in single quotes if it
/// has other characters than letters, digits and -_./:=,@%+.
[[nodiscard]] std::string shell_word(std::string_view word);

}  // namespace dynaco::program
