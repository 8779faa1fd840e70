#pragma once

#include <string>

namespace dynaco::program {

/// A text of the library in words of the program. An option of the library becomes the option of the program
/// (`client_options::region` becomes `--region`); advice about code that a person cannot change is left out.
[[nodiscard]] std::string with_option_names(std::string text);

}  // namespace dynaco::program
