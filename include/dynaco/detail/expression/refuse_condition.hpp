#pragma once

#include <dynaco/expressions.hpp>

#include <type_traits>

/// Refuses a condition that is passed without its clause. The names are worded for the compiler's message,
/// see check.hpp.
namespace dynaco::detail::expression {

template <class Condition>
inline constexpr bool condition_is_in_when = false;
template <class Condition>
inline constexpr bool condition_is_in_filter = false;

template <class T>
inline constexpr bool is_filter_clause = false;
template <class E>
inline constexpr bool is_filter_clause<filter_clause<E>> = true;

/// An argument of a write that must be inside `when(condition)`.
template <class T>
concept misplaced_in_a_write = condition_node<T> || is_filter_clause<T>;

template <class Condition>
consteval void refuse_without_when() {
    static_assert(condition_is_in_when<Condition>,
                  "dynaco: the condition of a write must be in when(...): save(object, when(\"a\"_a == 1)) "
                  "(see condition_is_in_when<Condition> in this message)");
}
/// Refuses an argument of `update` that is a condition without when(...). Does nothing for others.
template <class Argument>
consteval void refuse_misplaced() {
    if constexpr (misplaced_in_a_write<Argument>)
        static_assert(condition_is_in_when<Argument>,
                      "dynaco: the condition of a write must be in when(...): update(key, \"a\"_a.set(1), "
                      "when(\"b\"_a == 1)) (see condition_is_in_when<Condition> in this message)");
}
template <class Condition>
consteval void refuse_without_filter() {
    static_assert(condition_is_in_filter<Condition>,
                  "dynaco: put this condition of a query or scan into filter(...): scan(filter(\"a\"_a == "
                  "1)) (see condition_is_in_filter<Condition> in this message)");
}

}  // namespace dynaco::detail::expression
