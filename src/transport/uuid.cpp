#include "transport/uuid.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dynaco {

std::array<char, 36> random_uuid(effects& world) {
    constexpr std::string_view hex = "0123456789abcdef";
    const std::uint64_t high = (world.random() & ~0xf000ULL) | 0x4000ULL;
    const std::uint64_t low = (world.random() & ~(3ULL << 62)) | (2ULL << 62);
    std::array<char, 36> text{};
    std::size_t at = 0;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) text[at++] = '-';
        const std::uint64_t word = nibble < 16 ? high : low;
        text[at++] = hex[word >> (60 - nibble % 16 * 4) & 15];
    }
    return text;
}

}  // namespace dynaco
