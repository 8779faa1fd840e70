#include "identity/xml_entity.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr std::array<std::pair<std::string_view, char32_t>, 5> named{
    {{"&lt;", U'<'}, {"&gt;", U'>'}, {"&amp;", U'&'}, {"&apos;", U'\''}, {"&quot;", U'"'}}};

bool is_character(char32_t c) noexcept {
    if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
    const bool is_surrogate = c >= 0xd800 && c < 0xe000;
    return !is_surrogate && c != 0xfffe && c != 0xffff && c <= 0x10ffff;
}

}  // namespace

std::optional<xml_entity> read_entity(std::string_view text) noexcept {
    for (const auto& [name, character] : named)
        if (text.starts_with(name)) return xml_entity{.character = character, .size = name.size()};
    if (!text.starts_with("&#")) return std::nullopt;
    const bool is_hex = text.starts_with("&#x");
    const char* const begin = text.data() + (is_hex ? 3 : 2);
    const char* const end = text.data() + text.size();
    std::uint32_t number = 0;
    const auto [last, error] = std::from_chars(begin, end, number, is_hex ? 16 : 10);
    if (error != std::errc() || last == end || *last != ';' || !is_character(number)) return std::nullopt;
    return xml_entity{.character = number, .size = static_cast<std::size_t>(last - text.data()) + 1};
}

void append_utf8(std::string& text, char32_t character) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((character >> shift) & 0x3f)); };
    if (character < 0x80) {
        text += static_cast<char>(character);
    } else if (character < 0x800) {
        text += static_cast<char>(0xc0 | (character >> 6));
        tail(0);
    } else if (character < 0x10000) {
        text += static_cast<char>(0xe0 | (character >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | (character >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace dynaco::identity
