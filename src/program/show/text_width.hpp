#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Text on a terminal: its width, and its unsafe characters. All texts are UTF-8. The results do not depend
/// on the locale of the program.
namespace dynaco::program {

/// The columns that a text takes on a terminal: 1 for most characters, 2 for wide ones, 0 for combining ones.
/// Control characters and bytes that are not UTF-8 count 1: `visible_text` replaces them by one character.
[[nodiscard]] std::size_t text_width(std::string_view text);

/// Returns a text that fits `width` columns: the text itself, or its beginning and `…`. With width 0: empty.
[[nodiscard]] std::string cut_to_width(std::string_view text, std::size_t width);

/// Divides a text into parts of at most `width` columns, at least one character each. At least one part.
[[nodiscard]] std::vector<std::string_view> wrapped(std::string_view text, std::size_t width);

/// True if a text has characters that could change a terminal or mislead its reader: control characters (C0,
/// DEL, C1), line and paragraph separators, marks that change the direction of text, or bytes that are not
/// UTF-8.
[[nodiscard]] bool is_unsafe(std::string_view text);

/// Returns a text that is safe to show on a terminal: each unsafe character is replaced by one visible
/// character, `␛` for ESC, `␊` for a new line, `␀` to `␡` for other control characters of ASCII, `�`
/// otherwise. For names and messages of a service; values are shown by `value_text`, which can be read back.
[[nodiscard]] std::string visible_text(std::string_view text);

/// Returns a text as a JSON string in quotes, with every unsafe character escaped: \n, \u001b, \u202e.
[[nodiscard]] std::string quoted_text(std::string_view text);

/// Returns a JSON text of the same meaning, in which every unsafe character is escaped. Ends of lines between
/// values stay.
[[nodiscard]] std::string escaped_json(std::string_view json);

/// Returns a JSON text whose strings are safe to show on a terminal without their escapes: each unsafe
/// character, also an escaped one, is replaced as by `visible_text`. For formats that print the characters
/// of a string as they are, such as CSV.
/// @throws text_error  a string is not valid JSON
[[nodiscard]] std::string visible_json(std::string_view json);

}  // namespace dynaco::program
