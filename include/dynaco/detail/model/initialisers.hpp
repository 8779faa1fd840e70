#pragma once

#include <dynaco/detail/model/tie_fields.hpp>

#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <utility>

/// Counts the initialisers that an aggregate takes.
namespace dynaco::detail::model {

// Converts to any member, but not to the object itself (which would be a copy) or to its base class.
template <class T>
struct any_member {
    template <class U>
        requires(!std::is_same_v<U, T> && !std::is_base_of_v<U, T>)
    operator U() const {
        std::abort();  // never called; a body avoids clang's warning -Wundefined-func-template
    }
};
template <class T>
struct any_base {
    template <class U>
        requires(std::is_base_of_v<U, T> && !std::is_same_v<U, T>)
    operator U() const { std::abort(); }
};

template <class T, std::size_t... I>
consteval bool initialises(std::index_sequence<I...>) {
    return requires { T{((void)I, any_member<T>{})...}; };
}
template <class T, std::size_t N>
inline constexpr bool takes = initialises<T>(std::make_index_sequence<N>{});

// A C array takes many initialisers. With more than this, the recursion would be too deep for the compiler.
inline constexpr std::size_t most_initialisers = 200;

template <class T, std::size_t N>
consteval std::size_t count_up() {
    if constexpr (N <= most_initialisers && takes<T, N + 1>) {
        return count_up<T, N + 1>();
    } else {
        return N;
    }
}
// Counts down, because members without a default constructor make every smaller count ill-formed.
template <class T, std::size_t N>
consteval std::size_t count_down() {
    if constexpr (N == 0 || takes<T, N>) {
        return N;
    } else {
        return count_down<T, N - 1>();
    }
}

template <class T>
consteval std::size_t count_initialisers() {
    if constexpr (takes<T, 1>) {
        return count_up<T, 1>();
    } else {
        return count_down<T, max_fields + 1>();
    }
}

}  // namespace dynaco::detail::model
