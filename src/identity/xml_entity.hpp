#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// A character that XML writes as a reference.
struct xml_entity {
    char32_t character = 0;
    std::size_t size = 0;  ///< Of the reference, from '&' to ';'.
};

/// The reference that `text` begins with: one of the five that need no declaration ("&lt;"), or a number
/// ("&#228;", "&#xe4;") of a character that XML allows. Nothing for any other.
[[nodiscard]] std::optional<xml_entity> read_entity(std::string_view text) noexcept;

/// Appends a Unicode scalar value; one byte to four, never more than its reference has.
void append_utf8(std::string& text, char32_t character);

}  // namespace dynaco::identity
