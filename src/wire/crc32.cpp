#include "wire/crc32.hpp"

#include <array>
#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace dynaco::wire {
namespace {

// Bits are reflected everywhere: the coefficient of x^0 is the highest bit.
constexpr std::uint32_t polynomial = 0xedb88320;
constexpr std::uint32_t times_x(std::uint32_t c) { return (c & 1u) != 0 ? polynomial ^ (c >> 1) : c >> 1; }

constexpr std::size_t slices = 8;
using table = std::array<std::array<std::uint32_t, 256>, slices>;

// "Slicing-by-8" (Kounavis and Berry): with eight tables, one step processes eight bytes.
constexpr table tables = [] {
    table t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = times_x(c);
        t[0][i] = c;
    }
    for (std::size_t s = 1; s < slices; ++s)
        for (std::size_t i = 0; i < 256; ++i) t[s][i] = t[0][t[s - 1][i] & 0xff] ^ (t[s - 1][i] >> 8);
    return t;
}();

std::uint32_t load(const char* at) noexcept {
    const auto byte = [at](int i) { return std::uint32_t{static_cast<unsigned char>(at[i])}; };
    return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

std::uint32_t continued(std::uint32_t crc, std::string_view bytes) noexcept {
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        const std::uint32_t a = load(at) ^ crc;
        const std::uint32_t b = load(at + 4);
        crc = tables[7][a & 0xff] ^ tables[6][a >> 8 & 0xff] ^ tables[5][a >> 16 & 0xff] ^
              tables[4][a >> 24] ^ tables[3][b & 0xff] ^ tables[2][b >> 8 & 0xff] ^
              tables[1][b >> 16 & 0xff] ^ tables[0][b >> 24];
    }
    for (; left > 0; --left, ++at)
        crc = tables[0][(crc ^ static_cast<unsigned char>(*at)) & 0xff] ^ (crc >> 8);
    return crc;
}

#if defined(__x86_64__)

// x to the power `exponent` modulo the polynomial, in the form for a carry-less multiplication.
constexpr long long power_of_x(int exponent) {
    std::uint32_t c = 0x80000000;
    for (; exponent > 0; --exponent) c = times_x(c);
    return 2 * static_cast<long long>(c);
}
constexpr long long high_by_four = power_of_x(512 - 32), low_by_four = power_of_x(512 + 32);
constexpr long long high_by_one = power_of_x(128 - 32), low_by_one = power_of_x(128 + 32);
constexpr std::size_t lane = 16;

__attribute__((target("pclmul"))) __m128i loaded(const char* at) noexcept {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// Folds the 16 bytes `from` forward into the 16 bytes `into`.
__attribute__((target("pclmul"))) __m128i folded(__m128i from, __m128i by, __m128i into) noexcept {
    const __m128i low = _mm_clmulepi64_si128(from, by, 0x00);
    const __m128i high = _mm_clmulepi64_si128(from, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), into);
}

// Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction". Folds the text
// into 16 bytes with the same CRC; the tables process these. `bytes` has at least 16 bytes.
__attribute__((target("pclmul"))) std::uint32_t folded(std::uint32_t crc, std::string_view bytes) noexcept {
    const __m128i by_four = _mm_set_epi64x(high_by_four, low_by_four);
    const __m128i by_one = _mm_set_epi64x(high_by_one, low_by_one);
    const char* at = bytes.data();
    std::size_t left = bytes.size() - lane;
    __m128i sum = _mm_xor_si128(loaded(at), _mm_cvtsi32_si128(static_cast<int>(crc)));
    at += lane;
    if (left >= 7 * lane) {  // four chains, because each multiplication waits for the one before
        __m128i second = loaded(at), third = loaded(at + lane), fourth = loaded(at + 2 * lane);
        at += 3 * lane;
        left -= 3 * lane;
        for (; left >= 4 * lane; at += 4 * lane, left -= 4 * lane) {
            sum = folded(sum, by_four, loaded(at));
            second = folded(second, by_four, loaded(at + lane));
            third = folded(third, by_four, loaded(at + 2 * lane));
            fourth = folded(fourth, by_four, loaded(at + 3 * lane));
        }
        sum = folded(folded(folded(sum, by_one, second), by_one, third), by_one, fourth);
    }
    for (; left >= lane; at += lane, left -= lane) sum = folded(sum, by_one, loaded(at));
    std::array<char, lane> all;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(all.data()), sum);
    return continued(continued(0, {all.data(), all.size()}), {at, left});
}

#endif

}  // namespace

std::uint32_t crc32_by_table(std::string_view bytes) noexcept { return ~continued(0xffffffff, bytes); }

std::uint32_t crc32(std::string_view bytes) noexcept {
#if defined(__x86_64__)
    if (bytes.size() >= 2 * lane && __builtin_cpu_supports("pclmul")) return ~folded(0xffffffff, bytes);
#endif
    return crc32_by_table(bytes);
}

}  // namespace dynaco::wire
