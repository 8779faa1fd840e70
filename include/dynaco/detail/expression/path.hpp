#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/expression/path_parser.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/attribute_traits.hpp>
#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

/// Document paths in a model: the types that they lead to, and the names of their steps in DynamoDB.
namespace dynaco::detail::expression {

/// A path of at most `Max` characters.
template <std::size_t Max>
struct parsed_path {
    char names[Max]{};
    parsed_step steps[Max]{};
    std::size_t count = 0;
    bool valid = false;

    constexpr explicit parsed_path(std::string_view text) noexcept {
        path_parser parser(text, names, steps, Max);
        valid = parser.parse();
        count = parser.step_count();
    }
    [[nodiscard]] constexpr step operator[](std::size_t i) const noexcept { return steps[i].in(names); }
};

/// A document path known at compile time.
template <fixed_string Text>
inline constexpr parsed_path<sizeof(Text.text)> path_of{Text.view()};

/// The type of a path that does not lead to an attribute of the model.
struct no_such_attribute {};
/// The type of a path if the alternatives of a variant have members of different types there.
struct different_types {};
/// True if a path that leads to `T` can be used.
template <class T>
inline constexpr bool is_known = !std::is_same_v<T, no_such_attribute> && !std::is_same_v<T, different_types>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct unwrap {
    using type = T;
};
template <class T>
struct unwrap<std::optional<T>> : unwrap<T> {};

// True for optionals and `nullable`.
template <class T>
inline constexpr bool wraps = is_optional<T>;
template <class T>
inline constexpr bool wraps<nullable<T>> = true;
template <class T>
struct content {
    using type = T;
};
template <class T>
struct content<std::optional<T>> : content<T> {};
template <class T>
struct content<nullable<T>> : content<T> {};
template <class T>
using content_of = typename content<T>::type;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t N>
inline constexpr bool is_array<std::array<T, N>> = !std::is_same_v<T, std::byte>;

// The first alternative in which `Path` continues; the attribute may hold any alternative.
template <class T, fixed_string Path, std::size_t Step>
struct alternative_on_path {
    using type = void;
};
template <class T>
inline constexpr bool is_variant = false;
template <class... A>
inline constexpr bool is_variant<std::variant<A...>> = true;

// The type that an index, or a run-time key, of `T` leads to; `T` itself if that is not known.
template <class T, bool IsIndex>
consteval auto find_below() {
    if constexpr (IsIndex && (model::list_like<T> || is_array<T>)) {
        return std::type_identity<typename T::value_type>{};
    } else if constexpr (!IsIndex && model::map_like<T>) {
        return std::type_identity<typename T::mapped_type>{};
    } else {
        return std::type_identity<T>{};
    }
}
template <class T, bool IsIndex>
using below = typename decltype(find_below<T, IsIndex>())::type;

template <fixed_string Path, std::size_t Step, class... Alternative>
consteval auto resolve_in_alternatives(std::type_identity<std::variant<Alternative...>>);

template <class T, fixed_string Path, std::size_t Step>
consteval auto resolve() {
    if constexpr (is_optional<T>) {
        return resolve<typename T::value_type, Path, Step>();
    } else if constexpr (Step == path_of<Path>.count) {
        return std::type_identity<T>{};
    } else if constexpr (wraps<T>) {
        return resolve<content_of<T>, Path, Step>();
    } else if constexpr (is_variant<T>) {
        return resolve_in_alternatives<Path, Step>(std::type_identity<T>{});
    } else if constexpr (std::is_same_v<T, value> || std::is_same_v<T, item>) {
        return std::type_identity<value>{};  // from here on known only at run time
    } else if constexpr (path_of<Path>[Step].is_index()) {
        if constexpr (model::list_like<T>) {
            return resolve<typename T::value_type, Path, Step + 1>();
        } else if constexpr (is_array<T>) {
            if constexpr (static_cast<std::size_t>(path_of<Path>[Step].index) < std::tuple_size_v<T>)
                return resolve<typename T::value_type, Path, Step + 1>();
            else
                return std::type_identity<no_such_attribute>{};
        } else {
            return std::type_identity<no_such_attribute>{};
        }
    } else if constexpr (model::map_like<T>) {
        return resolve<typename T::mapped_type, Path, Step + 1>();
    } else if constexpr (model::record<T>) {
        constexpr std::size_t i = model::field_index<T>(path_of<Path>[Step].name);
        if constexpr (i < model::field_count<T>) {
            return resolve<model::field_type<T, i>, Path, Step + 1>();
        } else {
            return std::type_identity<no_such_attribute>{};
        }
    } else {
        return std::type_identity<no_such_attribute>{};
    }
}

// Combines the types of the alternatives at the rest of a path: none, one type, or `different_types`.
template <class... Found>
struct common_type {
    using type = no_such_attribute;
};
template <class First, class... Rest>
struct common_type<First, Rest...> {
    using rest = typename common_type<Rest...>::type;
    using type = std::conditional_t<
        std::is_same_v<First, no_such_attribute>, rest,
        std::conditional_t<std::is_same_v<rest, no_such_attribute> || std::is_same_v<rest, First>, First,
                           different_types>>;
};
template <fixed_string Path, std::size_t Step, class... Alternative>
consteval auto resolve_in_alternatives(std::type_identity<std::variant<Alternative...>>) {
    return std::type_identity<
        typename common_type<typename decltype(resolve<Alternative, Path, Step>())::type...>::type>{};
}

template <class First, class... Rest, fixed_string Path, std::size_t Step>
struct alternative_on_path<std::variant<First, Rest...>, Path, Step> {
    static consteval auto find() {
        if constexpr (std::is_same_v<decltype(resolve<First, Path, Step>()),
                                     std::type_identity<no_such_attribute>> &&
                      sizeof...(Rest) > 0) {
            return std::type_identity<
                typename alternative_on_path<std::variant<Rest...>, Path, Step>::type>{};
        } else {
            return std::type_identity<First>{};
        }
    }
    using type = typename decltype(find())::type;
};

template <class Model, fixed_string Path>
consteval auto resolve_all() {
    if constexpr (path_of<Path>.valid) {
        return resolve<Model, Path, 0>();
    } else {
        return std::type_identity<no_such_attribute>{};
    }
}

// Calls visit(name in DynamoDB, name as written) for each step from `Step` on. The steps before lead to `T`.
template <class T, fixed_string Path, std::size_t Step, class Visit>
constexpr void visit_names(Visit& visit) {
    if constexpr (wraps<T>) {
        visit_names<content_of<T>, Path, Step>(visit);
    } else if constexpr (is_variant<T> && Step < path_of<Path>.count) {
        visit_names<typename alternative_on_path<T, Path, Step>::type, Path, Step>(visit);
    } else if constexpr (Step < path_of<Path>.count) {
        constexpr step at = path_of<Path>[Step];
        if constexpr (!at.is_index() && model::record<T>) {
            constexpr std::size_t i = model::field_index<T>(at.name);
            visit(step{model::attribute_names<T>[i]}, at);
            visit_names<model::field_type<T, i>, Path, Step + 1>(visit);
        } else {
            visit(at, at);
            visit_names<below<T, at.is_index()>, Path, Step + 1>(visit);
        }
    }
}

/// The type that `T` holds, without the optionals and `nullable` around it.
template <class T>
using content_type = typename expression::content<T>::type;

/// `T` without the optionals around it.
template <class T>
using unwrapped = typename expression::unwrap<T>::type;

/// The C++ type that `Path` leads to in `Model` (optionals unwrapped), or `no_such_attribute`.
template <class Model, fixed_string Path>
using path_type = typename decltype(expression::resolve_all<Model, Path>())::type;

}  // namespace dynaco::detail::expression
