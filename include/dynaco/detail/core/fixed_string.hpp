#pragma once

#include <cstddef>
#include <string_view>

namespace dynaco {

/// A string literal as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};  ///< The characters, with a terminating zero.

    /// `N` zeros.
    constexpr fixed_string() = default;
    /// The text of a string literal.
    constexpr fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    /// The first `N` - 1 characters of `view`.
    constexpr explicit fixed_string(std::string_view view) {
        for (std::size_t i = 0; i < view.size() && i + 1 < N; ++i) text[i] = view[i];
    }
    /// The text without the terminating zero. Valid as long as this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

}  // namespace dynaco
