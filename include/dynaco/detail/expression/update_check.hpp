#pragma once

#include <dynaco/detail/expression/check.hpp>
#include <dynaco/detail/expression/path_facts.hpp>
#include <dynaco/detail/model/composed_members.hpp>

#include <cstddef>
#include <string_view>

/// Compile-time checks of the attributes that update actions change.
namespace dynaco::detail::expression {

template <class Model, class Attribute, class Operand>
inline constexpr bool attribute_can_be_null = false;
template <class Model, class Attribute>
inline constexpr bool member_is_named_in_the_path = false;
template <class Model, class Attribute>
inline constexpr bool map_is_set_as_a_whole = false;
template <class Model, class Attribute>
inline constexpr bool attribute_is_not_a_key = false;
template <class Model, class Attribute>
inline constexpr bool attribute_is_not_composed = false;
template <class Model, class Attribute>
inline constexpr bool attribute_is_not_managed = false;
template <class Model, class Attribute>
inline constexpr bool attribute_is_not_created_at = false;

/// Checks the attribute that an action changes: the compiler must know which values it can hold.
template <class Model, class A>
consteval bool check_changed() {
    if constexpr (!A::template check<Model>()) {
        return false;
    } else if constexpr (A::template leads_into_a_struct<Model>()) {
        static_assert(member_is_named_in_the_path<Model, typename A::shown>,
                      "dynaco: a struct or variant cannot be indexed with a run-time value: name the member "
                      "in the path, \"owner.name\"_a, or use attribute(path), which is not checked (see "
                      "member_is_named_in_the_path<Model, Attribute> in this message)");
        return false;
    } else if constexpr (A::template is_composed_below<Model>()) {
        static_assert(map_is_set_as_a_whole<Model, typename A::shown>,
                      "dynaco: a composed attribute of this map has the member in its template: set the "
                      "whole map (see map_is_set_as_a_whole<Model, Attribute> in this message)");
        return false;
    } else {
        return true;
    }
}

/// Checks that a NULL can be read back if it is assigned.
template <class Model, class A, class V>
consteval bool check_nothing() {
    using other = unwrapped<typename V::template cpp_type_in<Model>>;
    constexpr bool fits = expression::is_open<other> || !expression::can_be_nothing<other> ||
                          A::template holds_nothing<Model>();
    if constexpr (!fits)
        static_assert(
            attribute_can_be_null<Model, typename A::shown, other>,
            "dynaco: the operand can be NULL, but the attribute's type cannot hold NULL: pass a value that "
            "is never NULL (see attribute_can_be_null<Model, Attribute, Operand> in this message)");
    return fits;
}

// The attribute that an action changes as a whole, if it is known at compile time.
template <class Action>
consteval std::string_view changed_attribute() {
    if constexpr (requires { decltype(Action::attribute)::top_level; })
        return decltype(Action::attribute)::top_level;
    else
        return {};
}

/// Checks that an action does not change a key or a member that a key is composed of.
template <class Model, class Action>
consteval bool check_changes_no_key() {
    constexpr std::string_view changed = changed_attribute<Action>();
    constexpr bool is_key = [&] {
        if constexpr (model::has_schema<Model> && requires { Model::schema.hash_key; })
            return !changed.empty() &&
                   (Model::schema.hash_key.contains(changed) || Model::schema.range_key.contains(changed) ||
                    model::is_part_of_a_key<Model>(Model::schema.hash_key, changed) ||
                    model::is_part_of_a_key<Model>(Model::schema.range_key, changed));
        else
            return false;
    }();
    if constexpr (is_key)
        static_assert(
            attribute_is_not_a_key<Model, typename decltype(Action::attribute)::shown>,
            "dynaco: a key, or a member in the template of a key, cannot be updated: remove the item and "
            "save a new one (see attribute_is_not_a_key<Model, Attribute> in this message)");
    return !is_key;
}

/// Checks that an action does not change a composed attribute. An update sets it together with its members.
template <class Model, class Action>
consteval bool check_changes_nothing_composed() {
    constexpr std::string_view changed = changed_attribute<Action>();
    constexpr bool is_composed = [&] {
        if constexpr (model::record<Model>) {
            constexpr std::size_t i = model::field_index<Model>(changed);
            if constexpr (i < model::field_count<Model>)
                return model::is_composed<model::field_type<Model, i>>;
        }
        return false;
    }();
    if constexpr (is_composed)
        static_assert(
            attribute_is_not_composed<Model, typename decltype(Action::attribute)::shown>,
            "dynaco: a composed attribute cannot be set: set the members in its template, and dynaco sets "
            "the attribute (see attribute_is_not_composed<Model, Attribute> in this message)");
    return !is_composed;
}

/// Checks that an action does not change the version or `updated_at`, because every update of the model sets
/// them.
template <class Model, class Action>
consteval bool check_changes_nothing_managed() {
    constexpr std::string_view changed = changed_attribute<Action>();
    constexpr bool is_managed = [&] {
        if constexpr (model::has_schema<Model> && requires { Model::schema.version; })
            return !changed.empty() &&
                   (Model::schema.version == changed || Model::schema.updated_at == changed);
        else
            return false;
    }();
    if constexpr (is_managed)
        static_assert(attribute_is_not_managed<Model, typename decltype(Action::attribute)::shown>,
                      "dynaco: the version and updated_at cannot be set: every update sets them "
                      "automatically (see attribute_is_not_managed<Model, Attribute> in this message)");
    return !is_managed;
}

/// Checks that an action does not set `created_at`. For actions that are known only at run time, an update
/// cannot see that one of them sets it.
template <class Model, class Action>
consteval bool check_leaves_created_at() {
    constexpr std::string_view changed = changed_attribute<Action>();
    constexpr bool is_created_at = [&] {
        if constexpr (model::has_schema<Model> && requires { Model::schema.created_at; })
            return !changed.empty() && Model::schema.created_at == changed;
        else
            return false;
    }();
    if constexpr (is_created_at)
        static_assert(attribute_is_not_created_at<Model, typename decltype(Action::attribute)::shown>,
                      "dynaco: updates_of cannot set created_at: pass this action to update() instead (see "
                      "attribute_is_not_created_at<Model, Attribute> in this message)");
    return !is_created_at;
}

}  // namespace dynaco::detail::expression
