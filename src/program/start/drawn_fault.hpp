#pragma once

#include "program/text/text_fault.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Draws the line of `text` that has the mistake, and a caret below it:
///
///     …5 and status
///                  ^
///
/// Neither line takes more than `width` columns of a terminal (at least 8 are used); '…' is where a long line
/// was cut. Characters that could change a terminal or mislead its reader (`is_unsafe`) are drawn as spaces,
/// bytes that are not UTF-8 as '?'. Each line ends with a line feed. Empty for an empty text.
[[nodiscard]] std::string drawn(std::string_view text, const text_fault& fault, std::size_t width);

}  // namespace dynaco::program
