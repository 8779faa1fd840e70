#pragma once

#include <string>

namespace dynaco::program {

/// Converts a text of the library to the terms of the program. An option of the library becomes the option of
/// the program (`client_options::region` becomes `--region`); advice about code that a person cannot change
/// is left out.
[[nodiscard]] std::string with_option_names(std::string text);

}  // namespace dynaco::program
