#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Appends `text`, wrapped at words to lines of at most `width` characters, each after `indent` spaces. The
/// first line continues the last line of `out`, which has `column` characters. A line of the text that begins
/// with a space is kept as it is. Ends with a newline.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column,
                    std::size_t width);

}  // namespace dynaco::program
