#pragma once

#include <charconv>

// std::from_chars for floating-point numbers, also with standard libraries that lack it (libc++ before 20).
namespace dynaco::detail {

/// Reads the longest decimal at the start of [first, last) with the C library's strtod: correctly rounded,
/// in every locale. The results are those of std::from_chars, except that "inf" and "nan" are not numbers.
[[nodiscard]] std::from_chars_result parse_real_with_strtod(const char* first, const char* last,
                                                            float& value) noexcept;
[[nodiscard]] std::from_chars_result parse_real_with_strtod(const char* first, const char* last,
                                                            double& value) noexcept;

template <class Real>
concept has_from_chars = requires(const char* text, Real value) {
    std::from_chars(text, text, value);
};

template <class Real>
std::from_chars_result parse_real(const char* first, const char* last, Real& value) noexcept {
    if constexpr (has_from_chars<Real>)
        return std::from_chars(first, last, value);
    else
        return parse_real_with_strtod(first, last, value);
}

}  // namespace dynaco::detail
