#pragma once

#include "json/special_block.hpp"
#include "json/utf8.hpp"

#include <cstddef>
#include <string>

namespace dynaco::json {

inline bool is_special(char c) noexcept {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// The first byte in [at, end) that is marked, or `end`. A block a step.
template <class Block, marked What>
const char* find_marked(const char* at, const char* end) noexcept {
    for (; static_cast<std::size_t>(end - at) >= Block::width; at += Block::width)
        if (const auto marks = Block::template marks<What>(at); marks != 0) return at + Block::first(marks);
    if constexpr (Block::width > word_block::width) {
        return find_marked<word_block, What>(at, end);
    } else {
        if (end - at >= 4 && word_block::none_marked<What>(at, end)) return end;
        while (at != end && !is_special(*at) && (What == marked::specials || is_ascii(*at))) ++at;
        return at;
    }
}

/// The first '"', '\\' or control character in [at, end), or `end`.
template <class Block = special_block>
const char* find_special(const char* at, const char* end) noexcept {
    return find_marked<Block, marked::specials>(at, end);
}

/// The same, or the first byte that is not ASCII.
template <class Block = special_block>
const char* find_special_or_high(const char* at, const char* end) noexcept {
    return find_marked<Block, marked::specials_and_high>(at, end);
}

inline int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

inline void append_utf8(std::string& out, unsigned code) {
    const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xc0 | code >> 6);
        return put(0x80 | (code & 63));
    }
    if (code < 0x10000) {
        put(0xe0 | code >> 12);
        put(0x80 | (code >> 6 & 63));
        return put(0x80 | (code & 63));
    }
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 63));
    put(0x80 | (code >> 6 & 63));
    put(0x80 | (code & 63));
}

/// The end of the JSON number (RFC 8259 §6) that starts at `at`; `at` itself if there is none.
inline const char* scan_number(const char* const at, const char* end) noexcept {
    const auto digits = [end](const char* p) {
        while (p != end && *p >= '0' && *p <= '9') ++p;
        return p;
    };
    const char* p = at;
    if (p != end && *p == '-') ++p;
    const char* const whole = p;
    p = digits(p);
    if (p == whole || (*whole == '0' && p != whole + 1)) return at;
    if (p != end && *p == '.') {
        const char* const fraction = ++p;
        p = digits(p);
        if (p == fraction) return at;
    }
    if (p != end && (*p == 'e' || *p == 'E')) {
        ++p;
        if (p != end && (*p == '+' || *p == '-')) ++p;
        const char* const exponent = p;
        p = digits(p);
        if (p == exponent) return at;
    }
    return p;
}

}  // namespace dynaco::json
