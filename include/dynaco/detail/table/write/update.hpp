#pragma once

#include <dynaco/detail/expression/derived.hpp>
#include <dynaco/detail/expression/refuse_condition.hpp>
#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/write/kind.hpp>
#include <dynaco/detail/table/write/managed_actions.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// The arguments of an update: actions, and optionally a condition, a `returning` and options.
namespace dynaco {

namespace detail {

template <class Argument>
constexpr std::string_view changed_by() {
    if constexpr (expression::update_action<Argument>) {
        return expression::changed_attribute<Argument>();
    } else {
        return {};
    }
}

template <class T>
auto as_action(const T& argument) {
    if constexpr (expression::update_action<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}

/// An update action, `when(condition)`, one of `returning`, or `write_options`.
template <class T>
concept update_argument = expression::update_action<T> || write_clause<T> || std::same_as<T, write_options>;

template <class Argument>
inline constexpr bool is_an_update_action_or_condition = false;
template <class View>
inline constexpr bool update_returns_something = false;

template <class Model, class Argument>
consteval bool check_update_argument() {
    if constexpr (expression::misplaced_in_a_write<Argument>) {
        expression::refuse_without_when<Argument>();
        return false;
    } else if constexpr (!update_argument<Argument>) {
        static_assert(is_an_update_action_or_condition<Argument>,
                      "dynaco: update() takes the key, then actions such as \"name\"_a.set(value), then "
                      "optionally when(condition), returning::... and write_options{...} (see "
                      "is_an_update_action_or_condition<Argument> in this message)");
        return false;
    } else if constexpr (expression::update_action<Argument>) {
        return expression::check_changes_no_key<Model, Argument>() &&
               expression::check_changes_nothing_composed<Model, Argument>() &&
               expression::check_changes_nothing_managed<Model, Argument>();
    } else {
        return true;
    }
}

template <class... Argument>
inline constexpr bool is_one_update = false;

/// Checks how many arguments of each kind an update has.
template <class... Argument>
consteval bool check_update_counts() {
    constexpr int actions = (0 + ... + static_cast<int>(expression::update_action<Argument>));
    constexpr int conditions = (0 + ... + static_cast<int>(detail::is_condition_clause<Argument>));
    constexpr int returns = (0 + ... + static_cast<int>(detail::is_returning_clause<Argument>));
    constexpr int options = (0 + ... + static_cast<int>(std::same_as<Argument, write_options>));
    if constexpr (actions == 0)
        static_assert(is_one_update<Argument...>,
                      "dynaco: update() needs at least one action such as \"name\"_a.set(value)");
    else if constexpr (conditions > 1)
        static_assert(is_one_update<Argument...>,
                      "dynaco: update() can have only one when(condition): join conditions with &&");
    else if constexpr (returns > 1)
        static_assert(is_one_update<Argument...>, "dynaco: update() can have only one returning::...");
    else if constexpr (options > 1)
        static_assert(is_one_update<Argument...>, "dynaco: update() can have only one write_options{...}");
    return actions > 0 && conditions <= 1 && returns <= 1 && options <= 1;
}

template <class Model, class... Argument>
consteval bool check_update_arguments() {
    if constexpr (!(check_update_argument<Model, Argument>() && ...))
        return false;
    else
        return check_update_counts<Argument...>();
}

/// Checks `View`, the type that an update of `Model` is returned into, or void.
template <class Model, class View, class... Argument>
consteval void check_returned_view() {
    if constexpr (!std::is_void_v<View>) {
        if constexpr (values_wanted<Argument...> == return_values::none)
            static_assert(update_returns_something<View>,
                          "dynaco: update<View>() needs returning::... to know which values to read into "
                          "View (see update_returns_something<View> in this message)");
        if constexpr (!std::same_as<View, item>) static_assert(table_checks::check_view<View, Model>());
    }
}

template <class Model, class Attribute>
inline constexpr bool attribute_can_be_incremented = false;

/// Checks the path of an increment: ADD works only for numbers that are attributes of the item itself.
template <class Model, fixed_string Path>
consteval bool check_increment() {
    using attribute = expression::static_attribute<Path>;
    constexpr bool known = attribute::template check<Model>();
    constexpr bool possible =
        expression::path_of<Path>.count == 1 && attribute::template type_in<Model>() == attribute_type::N;
    if constexpr (known && !possible)
        static_assert(attribute_can_be_incremented<Model, typename attribute::shown>,
                      "dynaco: increment() works only for a number that is a direct member of the model: "
                      "otherwise use update() with path.set(path + 1) (see "
                      "attribute_can_be_incremented<Model, Attribute> in this message)");
    return known && possible;
}

/// Calls `f` with the update clause of the actions among the arguments.
template <class F, class... Argument>
auto with_update(const F& f, const Argument&... argument) {
    return std::apply(
        [&](const auto&... action) {
            return f(expression::update_clause<std::remove_cvref_t<decltype(action)>...>(action...));
        },
        std::tuple_cat(detail::as_action(argument)...));
}

template <class Model, class Key, class Version, class F, class... Argument>
auto with_model_update(wall_time now, const Key& key, const Version& version, const F& f,
                       const Argument&... argument) {
    using names = table_checks::managed_names<Model>;
    // If it is part of a key, it already has its value.
    constexpr bool sets_created_at =
        model::is_part_of_a_key<Model>(Model::schema.hash_key, names::created_at) ||
        model::is_part_of_a_key<Model>(Model::schema.range_key, names::created_at) ||
        ((!detail::changed_by<Argument>().empty() && detail::changed_by<Argument>() == names::created_at) ||
         ...);
    const auto ours =
        std::tuple_cat(managed_actions<Model, sets_created_at>(now, version), kind_actions<Model>());
    const auto with_ours = [&](const auto&... own) {
        const auto derive = [&](const auto&... action) {
            return expression::derived_actions<Model>(key, action...);
        };
        const auto derived =
            std::apply(derive, std::tuple_cat(detail::as_action(argument)..., std::tie(own...)));
        return std::apply([&](const auto&... each) { return with_update(f, argument..., own..., each...); },
                          derived);
    };
    return std::apply(with_ours, ours);
}

/// Calls `f` with the update clause of the actions among the arguments, the actions that every update of
/// `Model` adds, and those for its composed attributes. `key` is the key of the item; `version` increments
/// the version.
template <class Model, class Key, class Version, class F, class... Argument>
auto with_managed_update(wall_time now, const Key& key, const Version& version, const F& f,
                         const Argument&... argument) {
    if constexpr (!model::record<Model>) {
        return with_update(f, argument...);  // a dynaco::item has no schema
    } else {
        return with_model_update<Model>(now, key, version, f, argument...);
    }
}

}  // namespace detail

}  // namespace dynaco
