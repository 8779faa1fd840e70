#pragma once

#include <cstddef>
#include <utility>

/// Finds members that are C arrays, which reflection cannot count: `int a[2]` takes two initialisers.
namespace dynaco::model {

// Refusal: one line that names the model.
template <class Model>
inline constexpr bool has_no_c_array = false;

namespace detail {

template <class T, class Any, std::size_t... Before, std::size_t... After>
consteval bool takes_braces(std::index_sequence<Before...>, std::index_sequence<After...>) {
    return requires { T{((void)Before, Any{})..., {Any{}, Any{}}, ((void)After, Any{})...}; };
}

// Of `N` initialisers, two in braces stand for the member at `I`: only an array then has no use for all the
// others.
template <class T, class Any, std::size_t N, std::size_t I>
consteval bool is_c_array() {
    if constexpr (!takes_braces<T, Any>(std::make_index_sequence<I>{}, std::index_sequence<>{})) {
        return false;
    } else {
        return !takes_braces<T, Any>(std::make_index_sequence<I>{}, std::make_index_sequence<N - I - 1>{});
    }
}

/// `Any` converts to any member of `T`, which takes `N` of them.
template <class T, class Any, std::size_t N>
consteval bool holds_c_array() {
    return []<std::size_t... I>(std::index_sequence<I...>) { return (is_c_array<T, Any, N, I>() || ...); }
    (std::make_index_sequence<N>{});
}

}  // namespace detail
}  // namespace dynaco::model
