#include "core/parse_real.hpp"

#include "core/ascii.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): POSIX, for newlocale
#include <memory>
#include <new>
#if __has_include(<xlocale.h>)
#include <xlocale.h>  // macOS and BSD declare uselocale here
#endif

namespace dynaco::detail {
namespace {

const char* skip_digits(const char* at, const char* last) noexcept {
    while (at != last && is_digit(*at)) ++at;
    return at;
}

// Returns the end of the longest decimal number at the start of the text, or `first` if the text does not
// start with one. strtod also accepts blanks, a plus sign and hexadecimal digits.
const char* end_of_decimal(const char* first, const char* last) noexcept {
    const char* const whole = first != last && *first == '-' ? first + 1 : first;
    const char* at = skip_digits(whole, last);
    auto digits = at - whole;
    if (at != last && *at == '.') {
        const char* const fraction = at + 1;
        const char* const end = skip_digits(fraction, last);
        digits += end - fraction;
        if (digits > 0) at = end;
    }
    if (digits == 0) return first;
    if (at == last || (*at != 'e' && *at != 'E')) return at;
    const char* exponent = at + 1;
    if (exponent != last && (*exponent == '-' || *exponent == '+')) ++exponent;
    const char* const end = skip_digits(exponent, last);
    return end == exponent ? at : end;
}

// strtod reads the decimal point of the locale. Other threads keep theirs.
class c_locale_of_thread {
 public:
    c_locale_of_thread() noexcept : previous_(uselocale(c_locale())) {}
    c_locale_of_thread(const c_locale_of_thread&) = delete;
    c_locale_of_thread& operator=(const c_locale_of_thread&) = delete;
    ~c_locale_of_thread() { uselocale(previous_); }

 private:
    static locale_t c_locale() noexcept {
        static const locale_t made = newlocale(LC_ALL_MASK, "C", nullptr);
        return made;
    }

    locale_t previous_;
};

void convert(const char* text, float& value) noexcept { value = std::strtof(text, nullptr); }
void convert(const char* text, double& value) noexcept { value = std::strtod(text, nullptr); }

bool has_digit_above_zero(const char* first, const char* last) noexcept {
    for (; first != last && *first != 'e' && *first != 'E'; ++first)
        if (*first >= '1' && *first <= '9') return true;
    return false;
}

template <class Real>
std::from_chars_result parse(const char* first, const char* last, Real& value) noexcept {
    const char* const end = end_of_decimal(first, last);
    if (end == first) return {first, std::errc::invalid_argument};
    const auto size = static_cast<std::size_t>(end - first);
    std::array<char, 128> usual;
    std::unique_ptr<char[]> longer;
    if (size >= usual.size()) longer.reset(new (std::nothrow) char[size + 1]);
    if (size >= usual.size() && !longer) return {first, std::errc::not_enough_memory};
    char* const terminated = longer ? longer.get() : usual.data();
    std::memcpy(terminated, first, size);
    terminated[size] = '\0';
    Real read = 0;
    {
        const c_locale_of_thread locale;
        convert(terminated, read);
    }
    const bool underflow = read == 0 && has_digit_above_zero(first, end);
    if (underflow || !std::isfinite(read)) return {end, std::errc::result_out_of_range};
    value = read;
    return {end, std::errc{}};
}

}  // namespace

std::from_chars_result parse_real_with_strtod(const char* first, const char* last, float& value) noexcept {
    return parse(first, last, value);
}
std::from_chars_result parse_real_with_strtod(const char* first, const char* last, double& value) noexcept {
    return parse(first, last, value);
}

}  // namespace dynaco::detail
