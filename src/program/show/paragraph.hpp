#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::program {

/// Appends `text`, wrapped at words to lines of at most `width` columns, each after `indent` spaces. The
/// first line continues the last line of `out`, which has `column` columns. A line of the text that begins
/// with a space is kept as it is if it fits; otherwise it is wrapped, and its further lines are indented by
/// two spaces more. Ends with a newline.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column,
                    std::size_t width);

/// Returns a text of several lines that is safe to show on a terminal: `visible_text` of each line.
[[nodiscard]] std::string visible_lines(std::string_view text);

/// "dynaco COMMAND: text", or "dynaco: text" for an empty command, wrapped at words if the width is not 0.
/// The text is made safe to show. Ends with a newline.
/// @param shell  a command line that follows: "text: dynaco …". If it does not fit the line, it begins
/// another one and can still be copied, see `append_shell_line`. Empty: there is none
[[nodiscard]] std::string message_lines(std::string_view command, std::string_view text, std::size_t width,
                                        std::string_view shell = {});

/// Appends a command line for a shell after `indent` spaces. A long one is divided between its words into
/// lines that end with a backslash, so that it can still be copied. Ends with a newline.
void append_shell_line(std::string& out, std::string_view line, std::size_t indent, std::size_t width);

}  // namespace dynaco::program
