#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::detail::json {

/// `text` in quotes, for a message. Only the beginning of a longer text is kept, because it may be a whole
/// item.
inline std::string quoted(std::string_view text) {
    constexpr std::size_t most = 48;
    if (text.size() <= most) return '"' + std::string(text) + '"';
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;  // do not cut inside a code point
    return '"' + std::string(text.substr(0, end)) + "...\"";
}

}  // namespace dynaco::detail::json
