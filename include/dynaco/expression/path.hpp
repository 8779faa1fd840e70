#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/model/container_codec.hpp>
#include <dynaco/model/fixed_string.hpp>
#include <dynaco/model/record_codec.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>

/// Document paths: "labels.owner", "tags[0]", "addresses[1].city".
namespace dynaco::expression {

/// A name, or an index into a list.
struct step {
    std::string_view name{};
    int index = -1;
    [[nodiscard]] constexpr bool is_index() const noexcept { return index >= 0; }
};

template <std::size_t Max>
struct parsed_path {
    step steps[Max]{};
    std::size_t count = 0;
    bool valid = false;
};

/// Reads `name ( "." name | "[" digits "]" )*`. @returns an invalid path for anything else, or more than
/// `Max` steps.
template <std::size_t Max>
constexpr parsed_path<Max> parse_path(std::string_view text) noexcept {
    parsed_path<Max> path;
    std::size_t at = 0;
    const auto take_name = [&] {
        const std::size_t first = at;
        while (at < text.size() && text[at] != '.' && text[at] != '[') ++at;
        if (at == first || path.count == Max) return false;
        path.steps[path.count++].name = text.substr(first, at - first);
        return true;
    };
    const auto take_index = [&] {
        int index = 0;
        const std::size_t first = ++at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && index < 100'000'000; ++at)
            index = index * 10 + (text[at] - '0');
        if (at == first || at == text.size() || text[at] != ']' || path.count == Max) return false;
        ++at;
        path.steps[path.count++].index = index;
        return true;
    };
    if (!take_name()) return path;
    while (at < text.size()) {
        const bool is_name = text[at] == '.';
        if (is_name)
            ++at;
        else if (text[at] != '[')
            return path;
        if (!(is_name ? take_name() : take_index())) return path;
    }
    path.valid = true;
    return path;
}

/// A document path known at compile time.
template <fixed_string Text>
inline constexpr auto path_of = parse_path<sizeof(Text.text)>(Text.view());

/// The type of a path that leads nowhere in the model.
struct no_such_attribute {};

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T, fixed_string Path, std::size_t Step>
consteval auto resolve() {
    if constexpr (is_optional<T>) {
        return resolve<typename T::value_type, Path, Step>();
    } else if constexpr (Step == path_of<Path>.count) {
        return std::type_identity<T>{};
    } else if constexpr (std::is_same_v<T, value> || std::is_same_v<T, item>) {
        return std::type_identity<value>{};  // known only at run time from here on
    } else if constexpr (path_of<Path>.steps[Step].is_index()) {
        if constexpr (model::list_like<T>) {
            return resolve<typename T::value_type, Path, Step + 1>();
        } else {
            return std::type_identity<no_such_attribute>{};
        }
    } else if constexpr (model::map_like<T>) {
        return resolve<typename T::mapped_type, Path, Step + 1>();
    } else if constexpr (model::record<T>) {
        constexpr std::size_t i = model::field_index<T>(path_of<Path>.steps[Step].name);
        if constexpr (i < model::field_count<T>) {
            return resolve<model::field_type<T, i>, Path, Step + 1>();
        } else {
            return std::type_identity<no_such_attribute>{};
        }
    } else {
        return std::type_identity<no_such_attribute>{};
    }
}

template <class Model, fixed_string Path>
consteval auto resolve_all() {
    if constexpr (path_of<Path>.valid) {
        return resolve<Model, Path, 0>();
    } else {
        return std::type_identity<no_such_attribute>{};
    }
}

// The name on the wire of step `Step`, given that the steps before lead to `T`.
template <class T, fixed_string Path, std::size_t Step, class Visit>
constexpr void visit_names(Visit& visit) {
    if constexpr (is_optional<T>) {
        visit_names<typename T::value_type, Path, Step>(visit);
    } else if constexpr (Step < path_of<Path>.count) {
        constexpr step at = path_of<Path>.steps[Step];
        if constexpr (at.is_index()) {
            visit(at);
            if constexpr (model::list_like<T>) {
                visit_names<typename T::value_type, Path, Step + 1>(visit);
            } else {
                visit_names<T, Path, Step + 1>(visit);
            }
        } else if constexpr (model::record<T>) {
            constexpr std::size_t i = model::field_index<T>(at.name);
            visit(step{model::attribute_names<T>[i]});
            visit_names<model::field_type<T, i>, Path, Step + 1>(visit);
        } else if constexpr (model::map_like<T>) {
            visit(at);
            visit_names<typename T::mapped_type, Path, Step + 1>(visit);
        } else {
            visit(at);
            visit_names<T, Path, Step + 1>(visit);
        }
    }
}

}  // namespace detail

/// The C++ type that `Path` leads to in `Model` (optionals unwrapped), or `no_such_attribute`.
template <class Model, fixed_string Path>
using path_type = typename decltype(detail::resolve_all<Model, Path>())::type;

}  // namespace dynaco::expression
