#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

namespace dynaco {

/// A string as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};

    constexpr fixed_string() = default;
    constexpr fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    constexpr explicit fixed_string(std::string_view view) {
        for (std::size_t i = 0; i < view.size() && i + 1 < N; ++i) text[i] = view[i];
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

namespace model {

// How a name appears in a compiler's message: clang before 18 prints a class-type argument as numbers, a pack
// of characters as letters.
#if defined(__clang__) && __clang_major__ < 18
template <char...>
struct name;
template <fixed_string Text, class = std::make_index_sequence<sizeof(Text.text) - 1>>
struct spell;
template <fixed_string Text, std::size_t... I>
struct spell<Text, std::index_sequence<I...>> {
    using type = name<Text.text[I]...>;
};
template <fixed_string Text>
using spelled = typename spell<Text>::type;
#else
template <fixed_string Text>
struct name;
template <fixed_string Text>
using spelled = name<Text>;
#endif

}  // namespace model
}  // namespace dynaco
