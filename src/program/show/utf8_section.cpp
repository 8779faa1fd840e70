#include "program/show/utf8_section.hpp"

#include <clocale>
#include <cwchar>
#include <initializer_list>
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

}  // namespace

utf8_section::utf8_section() noexcept : before_(::uselocale(locale_t{})) {
    if (const locale_t utf8 = utf8_locale()) ::uselocale(utf8);
}

utf8_section::~utf8_section() { ::uselocale(static_cast<locale_t>(before_)); }

int utf8_section::columns_of(char32_t value) noexcept { return ::wcwidth(static_cast<wchar_t>(value)); }

}  // namespace dynaco::program
