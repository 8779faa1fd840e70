#pragma once

#include <dynaco/expression/clause.hpp>
#include <dynaco/table/model_check.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// The arguments of an update: actions, and perhaps a condition.
namespace dynaco {

namespace detail {

template <class T>
inline constexpr bool is_condition_clause = false;
template <class E>
inline constexpr bool is_condition_clause<expression::condition_clause<E>> = true;

// The attribute that an action changes as a whole, if it is known at compile time.
template <class Action>
constexpr std::string_view changed_attribute() {
    return expression::changed_attribute<Action>();
}

template <class T>
auto as_action(const T& argument) {
    if constexpr (expression::update_action<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}
template <class T>
auto as_condition(const T& argument) {
    if constexpr (is_condition_clause<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}

}  // namespace detail

/// An update action, or `when(condition)`.
template <class T>
concept update_argument = expression::update_action<T> || detail::is_condition_clause<T>;

template <class Argument>
inline constexpr bool is_an_update_action_or_condition = false;
template <class Model, class Attribute>
inline constexpr bool attribute_is_no_key = false;

template <class Model, class Argument>
consteval void check_update_argument() {
    if constexpr (!update_argument<Argument>) {
        static_assert(
            is_an_update_action_or_condition<Argument>,
            "dynaco: update() takes the key, then actions such as \"name\"_a.set(value), then perhaps "
            "when(condition) (see is_an_update_action_or_condition<Argument> in this message)");
    } else if constexpr (expression::update_action<Argument>) {
        constexpr std::string_view changed = detail::changed_attribute<Argument>();
        if constexpr (!changed.empty() &&
                      (Model::schema.hash_key.contains(changed) || Model::schema.range_key.contains(changed)))
            static_assert(attribute_is_no_key<Model, typename decltype(Argument::attribute)::shown>,
                          "dynaco: a key cannot be updated: remove the item and save a new one (see "
                          "attribute_is_no_key<Model, Attribute> in this message)");
    }
}

template <class Model, class... Argument>
consteval void check_update_arguments() {
    (check_update_argument<Model, Argument>(), ...);
    static_assert((0 + ... + static_cast<int>(expression::update_action<Argument>)) > 0,
                  "dynaco: update() needs at least one action such as \"name\"_a.set(value)");
    static_assert((0 + ... + static_cast<int>(detail::is_condition_clause<Argument>)) <= 1,
                  "dynaco: update() takes one when(condition); join conditions with &&");
}

/// Calls `f` with the update clause of the actions and, if there is one, the condition clause.
template <class F, class... Argument>
auto with_update_clauses(const F& f, const Argument&... argument) {
    const auto actions = std::tuple_cat(detail::as_action(argument)...);
    const auto conditions = std::tuple_cat(detail::as_condition(argument)...);
    return std::apply(
        [&](const auto&... action) {
            const expression::update_clause<std::remove_cvref_t<decltype(action)>...> update(action...);
            return std::apply([&](const auto&... condition) { return f(update, condition...); }, conditions);
        },
        actions);
}

}  // namespace dynaco
