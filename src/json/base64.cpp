#include "json/base64.hpp"

#include <array>
#include <cstdint>

namespace dynaco::detail::json {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t invalid = 0xff;

constexpr auto values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(invalid);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

std::uint32_t octet(std::byte b) noexcept { return std::to_integer<std::uint32_t>(b); }

}  // namespace

void append_base64(std::string& out, std::span<const std::byte> bytes) {
    const std::size_t start = out.size();
    out.resize(start + (bytes.size() + 2) / 3 * 4, '=');
    char* to = out.data() + start;
    std::size_t i = 0;
    for (; i + 3 <= bytes.size(); i += 3, to += 4) {
        const std::uint32_t group = octet(bytes[i]) << 16 | octet(bytes[i + 1]) << 8 | octet(bytes[i + 2]);
        to[0] = alphabet[group >> 18];
        to[1] = alphabet[group >> 12 & 63];
        to[2] = alphabet[group >> 6 & 63];
        to[3] = alphabet[group & 63];
    }
    if (i == bytes.size()) return;
    const bool two = i + 2 == bytes.size();
    const std::uint32_t group = octet(bytes[i]) << 16 | (two ? octet(bytes[i + 1]) << 8 : 0);
    to[0] = alphabet[group >> 18];
    to[1] = alphabet[group >> 12 & 63];
    if (two) to[2] = alphabet[group >> 6 & 63];
}

bool decode_base64(std::string_view text, std::vector<std::byte>& out) {
    if (text.size() % 4 != 0) return false;
    std::size_t padding = 0;
    if (text.ends_with("=="))
        padding = 2;
    else if (text.ends_with('='))
        padding = 1;
    out.resize(text.size() / 4 * 3 - padding);
    std::size_t at = 0;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const bool pad = last && k >= 4 - padding;
            const std::uint8_t bits = pad ? std::uint8_t{0} : values[static_cast<unsigned char>(text[i + k])];
            if (bits == invalid) return false;
            group = group << 6 | bits;
        }
        for (int shift = 16; shift >= 0 && at < out.size(); shift -= 8)
            out[at++] = static_cast<std::byte>(group >> shift & 0xff);
    }
    return true;
}

}  // namespace dynaco::detail::json
