#pragma once

#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/detail/model/reflect.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// The members that attributes are composed of.
namespace dynaco::detail::model {

/// True if a member of this type is composed of the member called `name`.
template <class Member>
constexpr bool template_names(std::type_identity<Member>, std::string_view) noexcept {
    return false;
}
// Parses the template again: g++ 12 does not initialise template_of if it is first used while a constant is
// computed.
template <fixed_string Template>
constexpr bool template_names(std::type_identity<composed<Template>>, std::string_view name) noexcept {
    const key_template t = parse_key_template(Template.view());
    for (std::size_t i = 0; i < t.count; ++i)
        if (t.holes[i].member == name) return true;
    return false;
}

/// True if a composed attribute of `T` is composed of the member called `name`.
template <class T>
consteval bool is_part_of_composed(std::string_view name) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (template_names(std::type_identity<field_type<T, I>>{}, name) || ...);
    }
    (std::make_index_sequence<field_count<T>>{});
}

/// True if a composed key among `keys` is composed of the member called `name`.
template <class T>
consteval bool is_part_of_a_key(const key_attributes& keys, std::string_view name) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return ((keys.contains(field_names<T>[I]) &&
                 template_names(std::type_identity<field_type<T, I>>{}, name)) ||
                ...);
    }
    (std::make_index_sequence<field_count<T>>{});
}

}  // namespace dynaco::detail::model
