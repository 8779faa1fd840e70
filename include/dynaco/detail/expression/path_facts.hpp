#pragma once

#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/model/composed_members.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// Properties of the attribute at the end of a path: whether it can be NULL, composed or missing.
namespace dynaco::detail::expression {

// True if the type has a value that is stored as NULL.
template <class T>
inline constexpr bool can_be_nothing = wraps<T> || std::is_same_v<T, null_t> || std::is_same_v<T, value>;
template <class... Alternative>
inline constexpr bool can_be_nothing<std::variant<Alternative...>> = (can_be_nothing<Alternative> || ...);

// True if NULL can be read from the attribute at `Path` in `T`: as a value, or as an absent member.
template <class T, fixed_string Path, std::size_t Step>
consteval bool holds_nothing() {
    if constexpr (wraps<T>) {
        return holds_nothing<content_of<T>, Path, Step>();
    } else if constexpr (is_variant<T>) {
        return holds_nothing<typename alternative_on_path<T, Path, Step>::type, Path, Step>();
    } else {
        constexpr step at = path_of<Path>[Step];
        constexpr bool is_last = Step + 1 == path_of<Path>.count;
        if constexpr (!at.is_index() && model::record<T>) {
            constexpr std::size_t i = model::field_index<T>(at.name);
            using member = model::field_type<T, i>;
            if constexpr (is_last)
                return !model::required_fields<T>[i] || can_be_nothing<member>;
            else
                return holds_nothing<member, Path, Step + 1>();
        } else if constexpr (std::is_same_v<below<T, at.is_index()>, T>) {
            return true;  // from here on known only at run time
        } else if constexpr (is_last) {
            return can_be_nothing<below<T, at.is_index()>>;
        } else {
            return holds_nothing<below<T, at.is_index()>, Path, Step + 1>();
        }
    }
}

// True if a map attribute has a composed attribute that `Path` in `T` leads to, or that is composed of what
// it leads to.
template <class T, fixed_string Path, std::size_t Step, bool IsNested>
consteval bool is_composed_below() {
    if constexpr (wraps<T>) {
        return is_composed_below<content_of<T>, Path, Step, IsNested>();
    } else if constexpr (is_variant<T>) {
        return is_composed_below<typename alternative_on_path<T, Path, Step>::type, Path, Step, IsNested>();
    } else if constexpr (std::is_same_v<below<T, path_of<Path>[Step].is_index()>, T>) {
        if constexpr (model::record<T> && !path_of<Path>[Step].is_index()) {
            constexpr std::size_t i = model::field_index<T>(path_of<Path>[Step].name);
            if constexpr (Step + 1 < path_of<Path>.count)
                return is_composed_below<model::field_type<T, i>, Path, Step + 1, true>();
            else
                return IsNested && (model::is_composed<model::field_type<T, i>> ||
                                    model::is_part_of_composed<T>(model::field_names<T>[i]));
        } else {
            return false;
        }
    } else if constexpr (Step + 1 < path_of<Path>.count) {
        return is_composed_below<below<T, path_of<Path>[Step].is_index()>, Path, Step + 1, true>();
    } else {
        return false;
    }
}

// True if the attribute at `Path` in `T` cannot be missing: a required member, or an element of a std::array.
template <class T, fixed_string Path, std::size_t Step>
consteval bool is_required() {
    if constexpr (wraps<T>) {
        return is_required<content_of<T>, Path, Step>();
    } else if constexpr (is_variant<T>) {
        return is_required<typename alternative_on_path<T, Path, Step>::type, Path, Step>();
    } else if constexpr (Step < path_of<Path>.count) {
        constexpr step at = path_of<Path>[Step];
        constexpr bool is_last = Step + 1 == path_of<Path>.count;
        if constexpr (!at.is_index() && model::record<T>) {
            constexpr std::size_t i = model::field_index<T>(at.name);
            if constexpr (is_last)
                return model::required_fields<T>[i];
            else
                return is_required<model::field_type<T, i>, Path, Step + 1>();
        } else if constexpr (is_last) {
            return at.is_index() && is_array<T>;
        } else {
            return is_required<below<T, at.is_index()>, Path, Step + 1>();
        }
    } else {
        return false;
    }
}

}  // namespace dynaco::detail::expression
