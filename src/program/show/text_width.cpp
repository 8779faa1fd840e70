#include "program/show/text_width.hpp"

#include "program/show/utf8_section.hpp"
#include "program/text/characters.hpp"
#include "program/text/quoted_text.hpp"

#include <algorithm>
#include <array>

namespace dynaco::program {
namespace {

constexpr bool is_plain_ascii(char c) noexcept { return c >= ' ' && c <= '~'; }

bool all_plain_ascii(std::string_view text) noexcept { return std::ranges::all_of(text, is_plain_ascii); }

// Marks that change the direction of the text after them.
constexpr bool changes_direction(char32_t value) noexcept {
    return value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
           (value >= 0x2066 && value <= 0x2069);
}

// Inside a utf8_section.
bool is_unsafe_point(const character& of) noexcept {
    if (!of.valid || of.code < 0x20 || changes_direction(of.code)) return true;
    return utf8_section::columns_of(of.code) < 0;  // controls, separators, characters that are not assigned
}

std::size_t columns_of_point(const character& of) noexcept {
    const int columns = of.valid ? utf8_section::columns_of(of.code) : -1;
    return columns < 0 ? 1 : static_cast<std::size_t>(columns);
}

// The bytes of the longest beginning that fits.
std::size_t fitting(std::string_view text, std::size_t width) noexcept {
    std::size_t columns = 0;
    std::size_t used = 0;
    while (used < text.size()) {
        const character next = character_at(text, used);
        columns += columns_of_point(next);
        if (columns > width) break;
        used += next.size;
    }
    return used;
}

void append_escaped(char32_t value, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (value > 0xFFFF) {  // a surrogate pair
        append_escaped(0xD800U + ((value - 0x10000U) >> 10U), out);
        value = 0xDC00U + ((value - 0x10000U) & 0x3FFU);
    }
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[(value >> shift) & 0xFU];
}

char short_escape(char32_t value) noexcept {
    switch (value) {
        case '"': return '"';
        case '\\': return '\\';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return 0;
    }
}

}  // namespace

std::size_t text_width(std::string_view text) {
    if (all_plain_ascii(text)) return text.size();
    const utf8_section utf8;
    std::size_t columns = 0;
    while (!text.empty()) {
        const character next = character_at(text, 0);
        columns += columns_of_point(next);
        text.remove_prefix(next.size);
    }
    return columns;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (text_width(text) <= width) return std::string(text);
    if (width == 0) return {};
    const utf8_section utf8;
    return std::string(text.substr(0, fitting(text, width - 1))) + "…";
}

std::vector<std::string_view> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string_view> parts;
    const utf8_section utf8;
    do {
        std::size_t bytes = fitting(text, width);
        if (bytes == 0 && !text.empty()) bytes = character_at(text, 0).size;
        parts.push_back(text.substr(0, bytes));
        text.remove_prefix(bytes);
    } while (!text.empty());
    return parts;
}

bool is_unsafe(std::string_view text) {
    if (all_plain_ascii(text)) return false;
    const utf8_section utf8;
    while (!text.empty()) {
        const character next = character_at(text, 0);
        if (is_unsafe_point(next)) return true;
        text.remove_prefix(next.size);
    }
    return false;
}

std::string visible_text(std::string_view text) {
    if (!is_unsafe(text)) return std::string(text);
    constexpr char32_t pictures = 0x2400;  // ␀, ␁, … in the order of the control characters
    constexpr char32_t picture_of_delete = 0x2421;
    const utf8_section utf8;
    std::string out;
    while (!text.empty()) {
        const character next = character_at(text, 0);
        if (!is_unsafe_point(next))
            out += text.substr(0, next.size);
        else if (next.code < 0x20)
            append_character(pictures + next.code, out);
        else
            append_character(next.code == 0x7F ? picture_of_delete : 0xFFFD, out);
        text.remove_prefix(next.size);
    }
    return out;
}

std::string quoted_text(std::string_view text) {
    const utf8_section utf8;
    std::string out = "\"";
    while (!text.empty()) {
        const character next = character_at(text, 0);
        if (const char letter = next.valid ? short_escape(next.code) : '\0')
            (out += '\\') += letter;
        else if (is_unsafe_point(next))
            append_escaped(next.code, out);
        else
            out += text.substr(0, next.size);
        text.remove_prefix(next.size);
    }
    return out += '"';
}

std::string visible_json(std::string_view json) {
    std::string out;
    for (std::size_t at = 0; at < json.size();)
        if (json[at] == '"')
            out += quoted_text(visible_text(read_quoted_text(json, at)));
        else
            out += json[at++];
    return out;
}

std::string escaped_json(std::string_view json) {
    const utf8_section utf8;
    std::string out;
    while (!json.empty()) {
        const character next = character_at(json, 0);
        if (is_unsafe_point(next) && json.front() != '\n')
            append_escaped(next.code, out);
        else
            out += json.substr(0, next.size);
        json.remove_prefix(next.size);
    }
    return out;
}

}  // namespace dynaco::program
