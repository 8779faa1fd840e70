#pragma once

#include <dynaco/detail/model/composed_writer.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_check.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// The text of a composed attribute, made of the members of an object.
namespace dynaco::detail::model {

/// Writes the text of a composed attribute from the members of `object`.
template <class T, fixed_string Template>
bool write_composed(json::writer& out, const T& object, std::type_identity<composed<Template>>) {
    composed_writer text(out, template_of<Template>);
    [[maybe_unused]] const auto members = fields(object);
    const bool written = [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
        return (text.hole(std::get<hole_field<T, Template, Hole>>(members)) && ...);
    }
    (std::make_index_sequence<template_of<Template>.count>{});
    if (written) text.finish();
    return written;
}

/// True if one of the members that an attribute is composed of is absent.
template <class T, fixed_string Template>
bool is_incomplete(const T& object, std::type_identity<composed<Template>>) {
    [[maybe_unused]] const auto members = fields(object);
    return [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
        return (is_absent(std::get<hole_field<T, Template, Hole>>(members)) || ...);
    }
    (std::make_index_sequence<template_of<Template>.count>{});
}

/// True if `text`, of a composed attribute, agrees with the members of `object`.
template <class T, fixed_string Template>
bool agrees(const T& object, std::string_view text, std::type_identity<composed<Template>> self) {
    [[maybe_unused]] const auto members = fields(object);
    return [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
        if constexpr ((std::is_same_v<field_type<T, hole_field<T, Template, Hole>>, std::string> && ...)) {
            std::string_view parts[key_template::max_holes];
            return split_key(template_of<Template>, text, parts) &&
                   ((parts[Hole] == std::get<hole_field<T, Template, Hole>>(members)) && ...);
        } else {
            std::string made;
            json::writer out(made);
            return write_composed(out, object, self) && is_written_as(made, text);
        }
    }
    (std::make_index_sequence<template_of<Template>.count>{});
}

}  // namespace dynaco::detail::model
