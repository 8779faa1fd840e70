#include "program/text/characters.hpp"

#include <algorithm>
#include <iterator>

namespace dynaco::program {
namespace {

struct code_range {
    char32_t first;
    char32_t last;
};

// Combining and invisible characters (Unicode, general categories Mn, Me and Cf), the common scripts.
constexpr code_range zero_width[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},   {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x06d6, 0x06dc}, {0x0900, 0x0902}, {0x093c, 0x093c},   {0x0941, 0x0948}, {0x094d, 0x094d},
    {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064},   {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

// East Asian Wide and Fullwidth (Unicode, UAX 11), with the emoji.
constexpr code_range double_width[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x23e9, 0x23ec},   {0x2614, 0x2615},   {0x2648, 0x2653},
    {0x26a1, 0x26a1},   {0x26bd, 0x26be},   {0x2705, 0x2705},   {0x274c, 0x274c},   {0x2753, 0x2755},
    {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},   {0x4e00, 0xa4cf},
    {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff},
    {0x20000, 0x3fffd},
};

template <std::size_t N>
bool is_in(const code_range (&ranges)[N], char32_t code) noexcept {
    const auto at = std::lower_bound(std::begin(ranges), std::end(ranges), code,
                                     [](const code_range& range, char32_t c) { return range.last < c; });
    return at != std::end(ranges) && at->first <= code;
}

std::size_t columns_of(char32_t code) noexcept {
    if (code < 0x300) return 1;
    if (is_in(zero_width, code)) return 0;
    return is_in(double_width, code) ? 2 : 1;
}

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
    constexpr character broken{.code = 0xfffd, .size = 1, .width = 1, .valid = false};
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
    return {.code = code, .size = size, .width = columns_of(code)};
}

std::size_t width_of(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const character next = character_at(text, at);
        width += next.width;
        at += next.size;
    }
    return width;
}

std::size_t find_not_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const character next = character_at(text, at);
        if (!next.valid) return at;
        at += next.size;
    }
    return std::string_view::npos;
}

}  // namespace dynaco::program
