#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// The characters of UTF-8 texts and their widths on a terminal.
namespace dynaco::program {

/// One character of a text.
struct character {
    char32_t code = 0;      ///< The code point; U+FFFD for a byte that is not UTF-8.
    std::size_t size = 1;   ///< The number of bytes.
    std::size_t width = 1;  ///< The number of columns on a terminal: 0 (combining), 1 or 2 (wide).
    bool valid = true;      ///< False for a byte that is not UTF-8; its size is 1.
};

/// The character that starts at `offset`, which must be less than the size of `text`.
[[nodiscard]] character character_at(std::string_view text, std::size_t offset) noexcept;

/// The number of columns that `text` takes on a terminal. A control character counts as one.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

/// The offset of the first byte that is not UTF-8; npos if the whole text is UTF-8.
[[nodiscard]] std::size_t find_not_utf8(std::string_view text) noexcept;

}  // namespace dynaco::program
