#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Reads a quoted text with the escapes of JSON, and also \'. `at` is the offset of the opening quote, " or
/// '; afterwards it is the offset after the closing one.
/// @throws text_error  it is not closed, or has a wrong escape
[[nodiscard]] std::string read_quoted_text(std::string_view text, std::size_t& at);

/// Reads a name in backquotes; a doubled one is a backquote. `at` is the offset of the opening backquote;
/// afterwards it is the offset after the closing one.
/// @throws text_error  it is not closed, or is empty
[[nodiscard]] std::string read_quoted_name(std::string_view text, std::size_t& at);

}  // namespace dynaco::program
