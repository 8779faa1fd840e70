#pragma once

#include <dynaco/detail/expression/logical.hpp>

namespace dynaco {

template <class Model>
class condition_of;

/// `condition_of` joined with other conditions by && and ||.
namespace detail::expression {

template <class ConditionOf, class Model>
inline constexpr bool condition_is_of_the_model = false;

/// A `condition_of`: a condition whose text is known only at run time.
template <class T>
concept erased_condition = condition_node<T> && requires {
    typename T::erased_model;
};

// The model of two conditions of which at least one is a `condition_of`.
template <class A, class B>
struct model_of_pair {
    using type = typename A::erased_model;
};
template <typed_condition A, erased_condition B>
struct model_of_pair<A, B> {
    using type = typename B::erased_model;
};

/// Joins two conditions of which at least one is a `condition_of`: both must hold. Returns a `condition_of`.
template <condition_node A, condition_node B>
    requires(erased_condition<A> || erased_condition<B>)
auto operator&&(const A& a, const B& b) {
    condition_of<typename model_of_pair<A, B>::type> joined(a);
    joined.and_also(b);
    return joined;
}
/// Joins two conditions of which at least one is a `condition_of`: one must hold. Returns a `condition_of`.
template <condition_node A, condition_node B>
    requires(erased_condition<A> || erased_condition<B>)
auto operator||(const A& a, const B& b) {
    condition_of<typename model_of_pair<A, B>::type> joined(a);
    joined.or_else(b);
    return joined;
}

}  // namespace detail::expression
}  // namespace dynaco
