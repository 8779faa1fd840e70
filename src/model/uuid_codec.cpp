#include "json/quoted.hpp"

#include <dynaco/model/uuid_codec.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco {
namespace {

constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr std::string_view hex = "0123456789abcdef";

std::optional<std::uint8_t> digit(char c) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto value = hex.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

bool parse(std::string_view text, boost::uuids::uuid& id) {
    if (text.size() != pattern.size()) return false;
    std::array<std::uint8_t, 32> digits{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '-') {
            if (text[i] != '-') return false;
            continue;
        }
        const auto value = digit(text[i]);
        if (!value) return false;
        digits[count++] = *value;
    }
    std::size_t i = 0;
    std::generate(id.begin(), id.end(), [&] {
        const auto octet = static_cast<std::uint8_t>(digits[i] << 4 | digits[i + 1]);
        i += 2;
        return octet;
    });
    return true;
}

}  // namespace

bool codec<boost::uuids::uuid>::write(json::writer& out, const boost::uuids::uuid& id) {
    std::string text(pattern);
    auto octet = id.begin();
    bool high = true;
    for (char& c : text) {
        if (c == '-') continue;
        c = hex[high ? *octet >> 4U : *octet++ & 15U];
        high = !high;
    }
    out.string(text);
    return true;
}

bool codec<boost::uuids::uuid>::read(json::reader& in, attribute_type, boost::uuids::uuid& id) {
    std::string_view text;
    if (!in.string(text)) return false;
    return parse(text, id) || in.fail(errc::invalid_value, json::quoted(text) + " is not a UUID");
}

}  // namespace dynaco
