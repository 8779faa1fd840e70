#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

/// The names of enumerators, found in the text that the compiler has for a function.
namespace dynaco {

/// A value of an enum and the name that is stored for it in DynamoDB.
template <class E>
struct enum_entry {
    E value;                ///< The enumerator.
    std::string_view name;  ///< The stored name; the text must live as long as the program.
};

/// The range of values in which the library looks for enumerators of `E`: 0 to 63. Specialise it for an enum
/// with other values. A larger range takes more time to compile.
template <class E>
struct enum_range {
    static constexpr long long first = 0;  ///< The smallest value.
    static constexpr long long last = 63;  ///< The largest value.
};

namespace detail::model {

template <class E>
concept enumeration = std::is_enum_v<E> && !std::same_as<E, std::byte>;

// An enum without a fixed underlying type has only the values of its enumerators: not even a constant
// expression may use others.
template <class Enum>
inline constexpr bool enum_has_a_fixed_type = requires {
    Enum{0};
};

// The text of all values together: one instantiation for an enum, not one for each value.
template <class E, E... Value>
consteval std::string_view pretty_enumerators() {
    return __PRETTY_FUNCTION__;
}

// g++: [with E = colour; E ...Value = {colour::red, (colour)1}; …]   clang: [E = colour, Value =
// <colour::red, …>]
constexpr std::size_t list_start(std::string_view text) {
#if defined(__clang__)
    constexpr std::string_view before = "Value = <";
#else
    constexpr std::string_view before = "...Value = {";
#endif
    return text.find(before) + before.size();
}

constexpr bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// "ns::colour::red" is named red; "(ns::colour)7" has no name.
constexpr std::string_view enumerator_name(std::string_view spelled) {
    std::size_t start = spelled.size();
    while (start > 0 && is_word(spelled[start - 1])) --start;
    const auto name = spelled.substr(start);
    return name.empty() || (name[0] >= '0' && name[0] <= '9') ? std::string_view() : name;
}

// The end of the entry at `at`. Types in it may contain commas: S<int, 3>::red.
constexpr const char* entry_end(const char* at) {
    for (int depth = 0;; ++at) {
        const char c = *at;
        if (c > '>' && c < '{') continue;  // mostly
        if (depth == 0 && (c == ',' || c == '}' || c == '>')) return at;
        if (c == '<' || c == '(' || c == '{') ++depth;
        if (c == '>' || c == ')' || c == '}') --depth;
    }
}

template <std::size_t N>
constexpr std::array<std::string_view, N> split_enumerators(std::string_view text) {
    std::array<std::string_view, N> names{};
    const char* at = text.data() + list_start(text);
    for (std::string_view& name : names) {
        const char* const end = entry_end(at);
        name = enumerator_name({at, static_cast<std::size_t>(end - at)});
        at = end + 2;
    }
    return names;
}

template <class E>
struct enum_scan {
    static_assert(enum_has_a_fixed_type<E>,
                  "dynaco: the enum does not have a fixed underlying type: write `enum class`, or specialise "
                  "dynaco::enum_names for it (see enum_has_a_fixed_type<Enum> in this message)");
    using underlying = std::underlying_type_t<E>;
    static constexpr long long first = std::max<long long>(
        enum_range<E>::first, std::is_signed_v<underlying> ? std::numeric_limits<underlying>::min() : 0);
    static constexpr long long last =
        sizeof(underlying) < sizeof(long long) || std::is_signed_v<underlying>
            ? std::min<long long>(enum_range<E>::last,
                                  static_cast<long long>(std::numeric_limits<underlying>::max()))
            : enum_range<E>::last;
    static constexpr std::size_t size = static_cast<std::size_t>(last - first + 1);

    template <std::size_t... I>
    static consteval auto all(std::index_sequence<I...>) {
        return split_enumerators<size>(
            pretty_enumerators<E, static_cast<E>(first + static_cast<long long>(I))...>());
    }
    static constexpr auto names = all(std::make_index_sequence<size>{});
    static constexpr std::size_t count =
        size - static_cast<std::size_t>(std::ranges::count(names, std::string_view()));

    static consteval std::array<enum_entry<E>, count> entries() {
        std::array<enum_entry<E>, count> found{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < size; ++i)
            if (!names[i].empty()) found[n++] = {static_cast<E>(first + static_cast<long long>(i)), names[i]};
        return found;
    }
};

}  // namespace detail::model

/// The names under which the values of an enum are stored; by default the names of its enumerators.
/// Specialise it to use other names:
///
///     template <>
///     inline constexpr dynaco::enum_entry<colour> dynaco::enum_names<colour>[] = {{colour::red, "R"}, …};
///
/// A value may have several names: the first is written, all are read.
template <class E>
inline constexpr auto enum_names = detail::model::enum_scan<E>::entries();

}  // namespace dynaco
