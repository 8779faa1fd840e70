#pragma once

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

[[nodiscard]] constexpr bool is_white_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

[[nodiscard]] constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Appends a header value without white space at its ends, and with each run of white space as one space.
void append_header_value(std::string& out, std::string_view value);

/// Whether `append_header_value` would append `value` unchanged. May return false for a value with single
/// spaces.
[[nodiscard]] constexpr bool is_plain_header_value(std::string_view value) noexcept {
    bool plain = true;
    for (const char c : value) plain &= static_cast<unsigned char>(c) > ' ';
    return plain;
}

/// Checks that `text` can be part of a header line. `what` names the text in the message; the text itself is
/// never shown.
/// @throws std::invalid_argument  if `text` contains a control character.
void require_header_text(std::string_view text, const char* what);

/// Checks that the region and the service can be part of a header line.
/// @throws std::invalid_argument  if one of them contains a control character.
void require_header_text(const struct scope& where);

}  // namespace dynaco::sigv4
