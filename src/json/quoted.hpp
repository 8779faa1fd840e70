#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::json {

/// `text` for a message: in quotes, and no more than its beginning, since it may be all of an item.
inline std::string quoted(std::string_view text) {
    constexpr std::size_t most = 48;
    if (text.size() <= most) return '"' + std::string(text) + '"';
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // whole code points
    return '"' + std::string(text.substr(0, end)) + "...\"";
}

}  // namespace dynaco::json
