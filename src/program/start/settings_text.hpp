#pragma once

#include "program/command.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// A mistake in a configuration file: "line 3: …".
class settings_error : public usage_error {
 public:
    using usage_error::usage_error;
};

/// One option in the text of a configuration file.
struct setting {
    std::vector<std::string> section{};  ///< `[jobs.import]`: {"jobs", "import"}. Empty: above all sections.
    std::string name{};                  ///< The option's name, without dashes.
    std::vector<std::string> values{};   ///< One value, or the elements of an array.
    std::size_t line = 1;                ///< The line of the option, from 1.
};

/// Reads the text of a configuration file: TOML with sections, strings of one line, numbers, true, false and
/// arrays of them.
/// @throws settings_error  the text does not have this form
[[nodiscard]] std::vector<setting> read_settings(std::string_view text);

}  // namespace dynaco::program
