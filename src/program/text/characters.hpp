#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The characters of UTF-8 texts.
namespace dynaco::program {

/// One character of a text.
struct character {
    char32_t code = 0;     ///< The code point; U+FFFD for a byte that is not UTF-8.
    std::size_t size = 1;  ///< The number of bytes.
    bool valid = true;     ///< False for a byte that is not UTF-8; its size is 1.
};

/// The character that starts at `offset`, which must be less than the size of `text`.
[[nodiscard]] character character_at(std::string_view text, std::size_t offset) noexcept;

/// The offset of the first byte that is not UTF-8; npos if the whole text is UTF-8.
[[nodiscard]] std::size_t find_not_utf8(std::string_view text) noexcept;

/// Appends the character with this code point as UTF-8.
void append_character(char32_t code, std::string& out);

}  // namespace dynaco::program
