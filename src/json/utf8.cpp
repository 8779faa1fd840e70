#include "json/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace dynaco::detail::json {
namespace {

void append_hex(std::string& out, char byte) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += hex[static_cast<unsigned char>(byte) >> 4];
    out += hex[static_cast<unsigned char>(byte) & 15];
}

// Most text is ASCII: 16 bytes of it are examined at once. Stops before the 16 bytes that have another byte.
const char* skip_ascii(const char* at, const char* end) noexcept {
    constexpr std::uint64_t highs = 0x8080808080808080;
    for (std::uint64_t words[2]; end - at >= 16; at += 16) {
        std::memcpy(words, at, 16);
        if (((words[0] | words[1]) & highs) != 0) break;
    }
    return at;
}

}  // namespace

std::size_t find_not_utf8(std::string_view text) noexcept {
    const char* const end = text.data() + text.size();
    for (const char* at = skip_ascii(text.data(), end); at != end; at = skip_ascii(at, end)) {
        const std::size_t size = utf8_size(at, end);
        if (size == 0) return static_cast<std::size_t>(at - text.data());
        at += size;
    }
    return std::string_view::npos;
}

std::string why_not_utf8(std::string_view text, std::size_t offset) {
    std::string why = "the text is not UTF-8: byte 0x";
    append_hex(why, text[offset]);
    return why + " at offset " + std::to_string(offset);
}

std::string printable_utf8(std::string_view text) {
    std::string printable;
    while (!text.empty()) {
        const std::size_t bad = find_not_utf8(text);
        printable += text.substr(0, bad);
        if (bad == std::string_view::npos) break;
        append_hex(printable += "\\x", text[bad]);
        text.remove_prefix(bad + 1);
    }
    return printable;
}

}  // namespace dynaco::detail::json
