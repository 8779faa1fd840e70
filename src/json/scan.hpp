#pragma once

#include "json/utf8.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// Blocks of text that are searched in one step for the end of the plain part of a JSON string: '"', '\\' and
/// control characters, and on request bytes that are not ASCII. `marks` marks these bytes; `first` is the
/// position of the first marked byte.
namespace dynaco::detail::json {

enum class marked { specials, specials_and_high };

/// A block of 8 bytes, for any processor.
struct word_block {
    static constexpr std::size_t width = 8;

    template <marked What>
    static std::uint64_t marks(const char* at) noexcept {
        std::uint64_t block = 0;
        std::memcpy(&block, at, sizeof block);
        if constexpr (std::endian::native == std::endian::big) block = first_byte_lowest(block);
        return marks_in<What>(block);
    }
    /// True if no byte is marked in a text of 4 to 8 bytes. The text is read as two halves, which may
    /// overlap.
    template <marked What>
    static bool none_marked(const char* at, const char* end) noexcept {
        std::uint32_t halves[2] = {};
        std::memcpy(halves, at, 4);
        std::memcpy(halves + 1, end - 4, 4);
        return marks_in<What>(std::uint64_t{halves[1]} << 32 | halves[0]) == 0;
    }
    static std::size_t first(std::uint64_t marks) noexcept {
        return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }

 private:
    // A borrow may mark wrong bytes, but only above the lowest marked byte, so the first mark is always
    // right.
    template <marked What>
    static std::uint64_t marks_in(std::uint64_t block) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
        const auto has_zero = [](std::uint64_t v) { return (v - ones) & ~v & highs; };
        const std::uint64_t high = What == marked::specials_and_high ? block & highs : 0;
        return has_zero(block ^ (ones * '"')) | has_zero(block ^ (ones * '\\')) |
               ((block - ones * 0x20) & ~block & highs) | high;
    }
    static constexpr std::uint64_t first_byte_lowest(std::uint64_t block) noexcept {
        std::uint64_t turned = 0;
        for (int i = 0; i < 8; ++i) turned = turned << 8 | (block >> (8 * i) & 0xff);
        return turned;
    }
};

#if defined(__SSE2__)

/// A block of 16 bytes, for every x86-64 processor.
struct sse2_block {
    static constexpr std::size_t width = 16;

    template <marked What>
    static unsigned marks(const char* at) noexcept {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
        const __m128i escapes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
        return static_cast<unsigned>(
            _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, escapes), below_space<What>(block))));
    }
    static std::size_t first(unsigned marks) noexcept {
        return static_cast<std::size_t>(std::countr_zero(marks));
    }

 private:
    // As signed numbers, bytes that are not ASCII are also less than the space.
    template <marked What>
    static __m128i below_space(__m128i block) noexcept {
        if constexpr (What == marked::specials_and_high) return _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
        return _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1f)), block);
    }
};
using special_block = sse2_block;

#elif defined(__aarch64__) && defined(__ARM_NEON)

/// A block of 16 bytes, for every aarch64 processor.
struct neon_block {
    static constexpr std::size_t width = 16;

    // NEON has no movemask. A narrowing shift leaves four bits for each byte.
    template <marked What>
    static std::uint64_t marks(const char* at) noexcept {
        const uint8x16_t block = vld1q_u8(reinterpret_cast<const std::uint8_t*>(at));
        const uint8x16_t found =
            vorrq_u8(vorrq_u8(vceqq_u8(block, vdupq_n_u8('"')), vceqq_u8(block, vdupq_n_u8('\\'))),
                     below_space<What>(block));
        return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(found), 4)), 0);
    }
    static std::size_t first(std::uint64_t marks) noexcept {
        return static_cast<std::size_t>(std::countr_zero(marks)) / 4;
    }

 private:
    // As signed numbers, bytes that are not ASCII are also less than the space.
    template <marked What>
    static uint8x16_t below_space(uint8x16_t block) noexcept {
        if constexpr (What == marked::specials_and_high)
            return vcltq_s8(vreinterpretq_s8_u8(block), vdupq_n_s8(0x20));
        return vcltq_u8(block, vdupq_n_u8(0x20));
    }
};
using special_block = neon_block;

#else

using special_block = word_block;

#endif

inline bool is_special(char c) noexcept {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// The first marked byte in [at, end), or `end`. Reads one block in each step.
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

/// The first '"', '\\', control character or byte that is not ASCII in [at, end), or `end`.
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

/// The end of the JSON number (RFC 8259 §6) that starts at `at`; `at` itself if no number starts there.
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

}  // namespace dynaco::detail::json
