#include "wire/crc32.hpp"

#include <array>
#include <cstring>

namespace dynaco::wire {
namespace {

constexpr std::size_t slices = 8;
using table = std::array<std::array<std::uint32_t, 256>, slices>;

// "Slicing-by-8" (Kounavis and Berry): eight tables let one step take eight bytes.
constexpr table tables = [] {
    table t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1u) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
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

}  // namespace

std::uint32_t crc32(std::string_view bytes) noexcept {
    std::uint32_t crc = 0xffffffff;
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
    return ~crc;
}

}  // namespace dynaco::wire
