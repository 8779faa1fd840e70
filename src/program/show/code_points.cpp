#include "program/show/code_points.hpp"

#include <clocale>
#include <cwchar>
#include <locale.h>  // newlocale (POSIX). NOLINT(modernize-deprecated-headers)

namespace dynaco::program {
namespace {

locale_t utf8_locale() noexcept {
    static const locale_t made = [] {
        for (const char* name : {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"})
            if (const locale_t found = ::newlocale(LC_CTYPE_MASK, name, nullptr)) return found;
        return locale_t{};
    }();
    return made;
}

constexpr bool continues(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

code_point first_code_point(std::string_view text) noexcept {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
    auto value = static_cast<char32_t>(lead & (0x7FU >> bytes));
    for (std::size_t i = 1; i < bytes; ++i) {
        if (!continues(text[i])) return {};
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[bytes] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, bytes, true};
}

void append_utf8(char32_t value, std::string& out) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
    if (value < 0x80) {
        out += static_cast<char>(value);
    } else if (value < 0x800) {
        out += static_cast<char>(0xC0U | (value >> 6U));
        tail(0);
    } else if (value < 0x10000) {
        out += static_cast<char>(0xE0U | (value >> 12U));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0U | (value >> 18U));
        tail(12), tail(6), tail(0);
    }
}

utf8_section::utf8_section() noexcept : before_(::uselocale(locale_t{})) {
    if (const locale_t utf8 = utf8_locale()) ::uselocale(utf8);
}

utf8_section::~utf8_section() { ::uselocale(static_cast<locale_t>(before_)); }

int utf8_section::columns_of(char32_t value) noexcept { return ::wcwidth(static_cast<wchar_t>(value)); }

}  // namespace dynaco::program
