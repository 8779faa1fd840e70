#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::detail::json {

inline bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

/// The size in bytes of the UTF-8 sequence that starts at `at`; `at` must not be `end`. 0 if the bytes are
/// not UTF-8 (Unicode, table 3-7): overlong, a surrogate, above U+10FFFF or cut off.
inline std::size_t utf8_size(const char* at, const char* end) noexcept {
    const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    const auto is_tail = [&byte](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const auto left = static_cast<std::size_t>(end - at);
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead < 0xc2) return 0;
    if (lead < 0xe0) return left >= 2 && is_tail(1) ? 2 : 0;
    if (lead < 0xf0) {
        if (left < 3 || !is_tail(1) || !is_tail(2)) return 0;
        if (lead == 0xe0 && byte(1) < 0xa0) return 0;   // overlong
        if (lead == 0xed && byte(1) >= 0xa0) return 0;  // a surrogate
        return 3;
    }
    if (lead > 0xf4 || left < 4 || !is_tail(1) || !is_tail(2) || !is_tail(3)) return 0;
    if (lead == 0xf0 && byte(1) < 0x90) return 0;   // overlong
    if (lead == 0xf4 && byte(1) >= 0x90) return 0;  // above U+10FFFF
    return 4;
}

/// The offset of the first byte that is not UTF-8; npos if the whole text is UTF-8.
[[nodiscard]] std::size_t find_not_utf8(std::string_view text) noexcept;

/// The message for the byte at `offset`: "the text is not UTF-8: byte 0xff at offset 3".
[[nodiscard]] std::string why_not_utf8(std::string_view text, std::size_t offset);

/// `text` for a message; a byte that is not UTF-8 is written as \xff.
[[nodiscard]] std::string printable_utf8(std::string_view text);

}  // namespace dynaco::detail::json
