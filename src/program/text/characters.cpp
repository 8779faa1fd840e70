#include "program/text/characters.hpp"

namespace dynaco::program {
namespace {

// The number of bytes of a sequence with this first byte, and the smallest code point that needs as many.
struct utf8_form {
    std::size_t size;
    char32_t least;
};

utf8_form form_of(unsigned char lead) noexcept {
    if (lead >= 0xc2 && lead < 0xe0) return {2, 0x80};
    if (lead >= 0xe0 && lead < 0xf0) return {3, 0x800};
    if (lead >= 0xf0 && lead < 0xf5) return {4, 0x10000};
    return {0, 0};
}

}  // namespace

character character_at(std::string_view text, std::size_t offset) noexcept {
    constexpr character broken{.code = 0xfffd, .size = 1, .valid = false};
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80) return {.code = lead};
    const auto [size, least] = form_of(lead);
    if (size == 0 || text.size() - offset < size) return broken;
    char32_t code = lead & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[offset + i]);
        if ((byte & 0xc0) != 0x80) return broken;
        code = (code << 6) | (byte & 0x3fU);
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return broken;
    return {.code = code, .size = size};
}

std::size_t find_not_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const character next = character_at(text, at);
        if (!next.valid) return at;
        at += next.size;
    }
    return std::string_view::npos;
}

void append_character(char32_t code, std::string& out) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3fU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0U | (code >> 12U));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xf0U | (code >> 18U));
        tail(12), tail(6), tail(0);
    }
}

}  // namespace dynaco::program
