#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/model/attribute_traits.hpp>
#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/detail/model/record.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// Compile-time checks of the members of a record. The names below are worded for the compiler's message, in
/// which they appear.
namespace dynaco::detail::model {

template <class Member, class Model>
inline constexpr bool has_a_dynamodb_representation = storable<Member> || is_composed<Member>;
template <class Model>
inline constexpr bool has_one_unknown_attributes_member = model::count_rests<Model>() <= 1;
template <class Member, class Model>
inline constexpr bool member_is_default_constructible =
    std::is_default_constructible_v<Member>&& std::is_move_assignable_v<Member>;
template <class Model, class Key>
inline constexpr bool schema_names_a_member = false;
template <class Model>
inline constexpr bool schema_is_static_constexpr = false;
template <class Model>
inline constexpr bool discriminator_has_kinds = false;
template <class Model>
inline constexpr bool kinds_have_a_discriminator = false;
template <class Model, class Discriminator>
inline constexpr bool discriminator_is_not_a_member = false;
template <class Template>
inline constexpr bool is_a_key_template = false;
template <class Template>
inline constexpr bool parts_are_separated = false;
template <class Model, class Template, class Member>
inline constexpr bool template_names_a_member = false;
template <class Model, class Template, class Member, class MemberType>
inline constexpr bool template_member_is_a_string_or_number = false;
template <class Model, class Template, class Member, class MemberType>
inline constexpr bool padded_member_is_a_number = false;

/// The name of a template's member in messages.
template <fixed_string Template, std::size_t Hole>
using spelled_hole = spelled<fixed_string<template_of<Template>.holes[Hole].member.size() + 1>(
    template_of<Template>.holes[Hole].member)>;

/// The index of the member that a hole names, or `field_count<T>` if it does not exist.
template <class T, fixed_string Template, std::size_t Hole>
inline constexpr std::size_t hole_field = field_index<T>(template_of<Template>.holes[Hole].member);

template <class Member>
consteval bool is_a_template_part() {
    if constexpr (storable<Member>) {
        return codec<Member>::type == attribute_type::S || codec<Member>::type == attribute_type::N;
    } else {
        return false;
    }
}

template <class Model, fixed_string Template, std::size_t Hole>
consteval bool check_hole() {
    constexpr template_hole hole = template_of<Template>.holes[Hole];
    constexpr std::size_t k = hole_field<Model, Template, Hole>;
    if constexpr (k == field_count<Model>) {
        static_assert(template_names_a_member<Model, spelled<Template>, spelled_hole<Template, Hole>>,
                      "dynaco: the key's template names a member that the model does not have (see "
                      "template_names_a_member<Model, Template, Member> in this message)");
        return false;
    } else {
        using member = field_type<Model, k>;
        if constexpr (!is_a_template_part<member>()) {
            static_assert(
                template_member_is_a_string_or_number<Model, spelled<Template>, spelled_hole<Template, Hole>,
                                                      member>,
                "dynaco: a member in a key's template must be a string or a number (see "
                "template_member_is_a_string_or_number<Model, Template, Member, MemberType> in this "
                "message)");
            return false;
        } else if constexpr (hole.width > 0 && codec<member>::type != attribute_type::N) {
            static_assert(
                padded_member_is_a_number<Model, spelled<Template>, spelled_hole<Template, Hole>, member>,
                "dynaco: only numbers can be padded in a key's template (see "
                "padded_member_is_a_number<Model, Template, Member, MemberType> in this message)");
            return false;
        }
        return true;
    }
}

template <class Model, fixed_string Template>
consteval bool check_template(std::type_identity<composed<Template>>) {
    if constexpr (!template_of<Template>.valid) {
        static_assert(
            is_a_key_template<spelled<Template>>,
            "dynaco: the text is not a key template: write text with members in braces, \"USER#{user_id}\" "
            "or \"ORDER#{number:08}\" (see is_a_key_template<Template> in this message)");
        return false;
    } else if constexpr (!template_of<Template>.separated) {
        static_assert(parts_are_separated<spelled<Template>>,
                      "dynaco: two members of a key's template need text between them, because otherwise "
                      "they cannot be separated (see parts_are_separated<Template> in this message)");
        return false;
    } else {
        return []<std::size_t... Hole>(std::index_sequence<Hole...>) {
            return (check_hole<Model, Template, Hole>() && ...);
        }
        (std::make_index_sequence<template_of<Template>.count>{});
    }
}

template <class T, std::size_t I>
consteval bool member_fits() {
    using member = field_type<T, I>;
    return has_a_dynamodb_representation<member, T> &&
           (!attributes_of<T>[I].default_for_new || member_is_default_constructible<member, T>);
}
template <class T, std::size_t I>
consteval bool check_member() {
    using member = field_type<T, I>;
    if constexpr (!has_a_dynamodb_representation<member, T>)
        static_assert(
            has_a_dynamodb_representation<member, T>,
            "dynaco: a member's type has no DynamoDB representation: use a supported type or specialise "
            "dynaco::codec (see has_a_dynamodb_representation<Member, Model> in this message)");
    else if constexpr (!member_fits<T, I>())
        static_assert(member_is_default_constructible<member, T>,
                      "dynaco: a member with default_for_new must be default constructible and movable (see "
                      "member_is_default_constructible<Member, Model> in this message)");
    else if constexpr (is_composed<member>)
        return check_template<T>(std::type_identity<member>{});
    return member_fits<T, I>();
}

/// A constant string view as a type that compilers print as text.
template <const std::string_view& Text>
using spelled_view = spelled<fixed_string<Text.size() + 1>(Text)>;

#if defined(__clang__)
/// True if the initialiser of the schema compiled. g++ cannot test this in another way.
template <class T>
concept is_intact_schema = requires {
    typename model::constant<sizeof(T::schema)>;
};
#else
template <class T>
inline constexpr bool is_intact_schema = false;
#endif

// Refuses a schema that is only `static const`. The compiler has already refused a schema with a misspelt
// field, and prints no second error for it.
template <std::size_t Count>
struct count_of;
template <class T>
struct unusable_schema {
    using schema_must_be_constexpr = count_of<T::schema.attributes.count>;
};

/// Checks that the type has no schema, or one that can be used.
template <class T>
consteval bool check_schema() {
    if constexpr (!declares_schema<T> || has_schema<T>) {
        return true;
    } else {
        if constexpr (declares_static_schema<T> && declares_const_schema<T> && !is_intact_schema<T>)
            static_cast<void>(sizeof(unusable_schema<T>));
        else
            static_assert(schema_is_static_constexpr<T>,
                          "dynaco: the schema must be a constant: static constexpr dynaco::schema "
                          "schema{...} (see schema_is_static_constexpr<Model> in this message)");
        return false;
    }
}

template <class T>
consteval bool check_discriminator() {
    if constexpr (has_schema<T> && requires { T::schema.kinds; }) {
        constexpr bool has_kinds = T::schema.kinds.count > 0;
        constexpr bool is_free = attribute_index<T>(discriminator_of<T>) == field_count<T>;
        if constexpr (has_discriminator<T> && !has_kinds)
            static_assert(
                discriminator_has_kinds<T>,
                "dynaco: the schema has a discriminator but not its values: add .kinds = {\"cat\"}; the "
                "first is written, all are read (see discriminator_has_kinds<Model> in this message)");
        else if constexpr (!has_discriminator<T> && has_kinds)
            static_assert(kinds_have_a_discriminator<T>,
                          "dynaco: the schema has .kinds but not their attribute: add .discriminator = "
                          "\"kind\" (see kinds_have_a_discriminator<Model> in this message)");
        else if constexpr (has_discriminator<T> && !is_free)
            static_assert(discriminator_is_not_a_member<T, spelled_view<discriminator_of<T>>>,
                          "dynaco: the discriminator must not be a member: dynaco writes it automatically "
                          "(see discriminator_is_not_a_member<Model, Discriminator> in this message)");
        return has_discriminator<T> == has_kinds && (is_free || !has_kinds);
    } else {
        return true;
    }
}

// The first option whose member does not exist.
template <class T>
consteval std::string_view find_unknown_option() {
    if constexpr (has_schema<T>)
        for (const attribute_options& option : T::schema.attributes)
            if (field_index<T>(option.member) == field_count<T>) return option.member;
    return {};
}
template <class T>
inline constexpr std::string_view unknown_option = find_unknown_option<T>();

template <class T>
consteval bool check_options() {
    constexpr bool known = unknown_option<T>.empty();
    if constexpr (!known)
        static_assert(schema_names_a_member<T, spelled_view<unknown_option<T>>>,
                      "dynaco: schema.attributes names a member that the model does not have (see "
                      "schema_names_a_member<Model, Key> in this message)");
    return known;
}

template <class T>
consteval bool check_options_of_parts() {
    const auto check = []<class Member>(std::type_identity<Member>) {
        if constexpr (is_embedded<Member>) {
            return check_options<part_of<Member>>() && check_options_of_parts<part_of<Member>>();
        } else {
            return true;
        }
    };
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (check(std::type_identity<model::declared_type<T, I>>{}) && ...);
    }
    (std::make_index_sequence<model::declared_count<T>>{});
}

// The index of the first member that is not valid, or `field_count<T>` if all are. Prints no message, see
// `find_field_problem` in reflect.hpp.
template <class T>
consteval std::size_t find_misfit() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        std::size_t at = 0;
        static_cast<void>(((member_fits<T, I>() && ++at > 0) && ...));
        return at;
    }
    (std::make_index_sequence<field_count<T>>{});
}
template <class T>
consteval bool check_each_member() {
    return []<std::size_t... I>(std::index_sequence<I...>) { return (check_member<T, I>() && ...); }
    (std::make_index_sequence<field_count<T>>{});
}

/// Checks the members; a failed check is a static_assert. @returns whether all checks passed
template <class T>
consteval bool check_members() {
    if constexpr (!is_reflectable<T>) {
        return false;
    } else if constexpr (!check_schema<T>()) {
        return false;
    } else if constexpr (find_misfit<T>() < field_count<T>) {
        return check_member<T, find_misfit<T>()>();
    } else {
        static_assert(has_one_unknown_attributes_member<T>,
                      "dynaco: a model can have only one unknown_attributes member, including those of its "
                      "embedded parts (see has_one_unknown_attributes_member<Model> in this message)");
        constexpr bool is_declared_well =
            check_options<T>() && check_options_of_parts<T>() && check_discriminator<T>();
        return check_each_member<T>() && is_declared_well;
    }
}

}  // namespace dynaco::detail::model
