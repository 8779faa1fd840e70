#pragma once

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

[[nodiscard]] constexpr bool is_white_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

[[nodiscard]] constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Appends a header value trimmed, each run of white space as one space.
void append_header_value(std::string& out, std::string_view value);

/// Whether `append_header_value` would append `value` as it is. May answer false for one with single spaces.
[[nodiscard]] constexpr bool is_plain_header_value(std::string_view value) noexcept {
    bool plain = true;
    for (const char c : value) plain &= static_cast<unsigned char>(c) > ' ';
    return plain;
}

/// @throws std::invalid_argument  if `text` would not fit in a header line; says `what`, never the text.
void require_header_text(std::string_view text, const char* what);

void require_header_text(const struct scope& where);

}  // namespace dynaco::sigv4
