#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/codec.hpp>
#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/expression/suits.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

/// Compile-time checks of expressions. The names below appear in the compiler's message, with the model, the
/// attribute and the operand as their arguments. They are worded for that message.
namespace dynaco::detail::expression {

template <class Model, class Attribute>
inline constexpr bool model_has_attribute = false;
template <class Attribute>
inline constexpr bool is_a_document_path = false;
template <class Type>
inline constexpr bool has_a_dynamodb_type = false;
template <class Model, class Attribute, class AttributeType, class Operand>
inline constexpr bool operand_fits_attribute = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_number = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_string_or_binary = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_can_contain = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_list = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_can_grow = false;
template <class Model, class Attribute>
inline constexpr bool attribute_can_be_absent = false;
template <class Model, class Attribute>
inline constexpr bool alternatives_have_one_type = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_number_or_set = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_set = false;

template <class Model, class Attribute, class AttributeType, class Step>
inline constexpr bool attribute_supports_the_step = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_has_a_size = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_has_an_order = false;
template <class Attribute>
inline constexpr bool operand_is_not_a_calculation = false;

// The functions below return whether the check passed. If it failed, the rest is not compiled, so no other
// messages follow.

template <class Operand>
inline constexpr bool operand_is_allowed_in_a_condition = false;
template <class Operand>
inline constexpr bool operand_is_allowed_in_an_update = false;

/// The DynamoDB type of a C++ type; `any` if the type is known only at run time.
template <class T>
consteval attribute_type wire_type() {
    if constexpr (!is_known<T>) {
        return attribute_type::any;
    } else {
        return codec<T>::type;
    }
}

constexpr bool same_type(attribute_type a, attribute_type b) noexcept {
    return a == b || a == attribute_type::any || b == attribute_type::any;
}
constexpr bool is_set(attribute_type t) noexcept {
    using enum attribute_type;
    return t == SS || t == NS || t == BS;
}
constexpr attribute_type element_of(attribute_type set) noexcept {
    using enum attribute_type;
    return set == SS ? S : set == NS ? N : B;
}

/// True if `B` is NULL and `A` is a `nullable`.
template <class A, class B>
consteval bool is_null_of() {
    if constexpr (writable_attribute<A> && std::is_same_v<B, null_t>) {
        return model::can_be_null<A>;
    } else {
        return false;
    }
}

// A value that the program passes. Other operands are attributes and expressions made of attributes.
template <class A>
inline constexpr bool is_value = requires {
    typename A::is_literal;
};
template <class A>
inline constexpr bool is_sum = requires {
    typename A::is_calculation;
};

template <use Use, class Model, class Member, class Operand>
consteval bool operand_suits() {
    using member = typename Member::template cpp_type_in<Model>;
    using other = typename Operand::template cpp_type_in<Model>;
    if constexpr (Use != use::assign || is_value<Operand>)
        return suits<Use, member, other>();
    else if constexpr (is_sum<Operand>)  // only the service can check the range of the result
        return suits<Use, member, other>() &&
               !(integer<content_type<member>> && expression::real<content_type<other>>);
    else
        return every_value_suits<member, other>();
}

template <use Use, class Model, class Attribute, class Operand>
consteval bool check_content() {
    using member = typename Attribute::template cpp_type_in<Model>;
    using other = typename Operand::template cpp_type_in<Model>;
    constexpr bool fits = operand_suits<Use, Model, Attribute, Operand>();
    using shown = typename Attribute::shown;
    if constexpr (fits)
        return true;
    else if constexpr (Use == use::assign && model::is_composed<content_type<member>>)
        return false;  // a composed attribute is never assigned; that has its own message
    else if constexpr (model::enumeration<content_type<member>>)
        static_assert(operand_fits_attribute<Model, shown, member, other>,
                      "dynaco: the attribute is an enum: pass one of its enumerators (see "
                      "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
    else if constexpr (integer<content_type<member>> &&
                       (std::floating_point<content_type<other>> ||
                        (is_sum<Operand> && expression::real<content_type<other>>)))
        static_assert(operand_fits_attribute<Model, shown, member, other>,
                      "dynaco: the attribute is an integer: pass an integer (see "
                      "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
    else if constexpr (suits<Use, member, other>())
        static_assert(operand_fits_attribute<Model, shown, member, other>,
                      "dynaco: the other attribute can have values that do not fit this attribute (see "
                      "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
    else
        static_assert(operand_fits_attribute<Model, shown, member, other>,
                      "dynaco: the operand does not fit the type of the attribute: pass a value of the "
                      "attribute's type, or a dynaco::value, which is not checked (see "
                      "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
    return fits;
}

/// Checks that `A` and `B` can be combined. In an assignment, `A` is the target.
template <use Use, class Model, class A, class B>
consteval bool check_operand() {
    using left = typename A::template cpp_type_in<Model>;
    using right = typename B::template cpp_type_in<Model>;
    constexpr bool is_null =
        is_null_of<unwrapped<left>, unwrapped<right>>() || is_null_of<unwrapped<right>, unwrapped<left>>();
    constexpr bool same = same_type(A::template type_in<Model>(), B::template type_in<Model>());
    if constexpr (is_null) {
        return true;
    } else if constexpr (!same) {
        static_assert(
            operand_fits_attribute<Model, typename A::shown, typename A::template cpp_type_in<Model>,
                                   typename B::template cpp_type_in<Model>>,
            "dynaco: the operand and the attribute have different DynamoDB types (see "
            "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
        return false;
    } else if constexpr (Use == use::assign || Use == use::add || is_value<B>) {
        return check_content<Use, Model, A, B>();
    } else if constexpr (is_value<A> || operand_suits<Use, Model, B, A>()) {
        return check_content<Use, Model, B, A>();
    } else {
        return check_content<Use, Model, A, B>();
    }
}

/// Checks the prefix of begins_with. Text is allowed for every type that is stored as text.
template <class Model, class A, class V>
consteval bool check_prefix() {
    using prefix = content_type<typename V::template cpp_type_in<Model>>;
    if constexpr ((expression::text<prefix> || expression::bytes<prefix>)&&same_type(
                      A::template type_in<Model>(), V::template type_in<Model>()))
        return true;
    else
        return check_operand<use::compare, Model, A, V>();
}

/// Checks the operands of list_append; one of them can be a value. Nothing can be appended to a std::array.
template <class Model, class A, class B>
consteval bool check_appended() {
    using attribute = std::conditional_t<is_value<A>, B, A>;
    using other = std::conditional_t<is_value<A>, A, B>;
    using type = typename attribute::template cpp_type_in<Model>;
    constexpr bool can_grow = !expression::is_array<content_type<type>>;
    if constexpr (!can_grow)
        static_assert(attribute_can_grow<Model, typename attribute::shown, type>,
                      "dynaco: append() and prepend() cannot change the length of a std::array (see "
                      "attribute_can_grow<Model, Attribute, AttributeType> in this message)");
    else
        return check_operand<use::assign, Model, attribute, other>();
    return can_grow;
}

/// Checks the operand of <, <=, >, >= and BETWEEN.
template <class Model, class A>
consteval bool check_order() {
    constexpr auto t = A::template type_in<Model>();
    constexpr bool has_an_order = t == attribute_type::S || t == attribute_type::N ||
                                  t == attribute_type::B || t == attribute_type::any;
    if constexpr (!has_an_order)
        static_assert(
            attribute_has_an_order<Model, typename A::shown, typename A::template cpp_type_in<Model>>,
            "dynaco: only strings, numbers and binary can be ordered: compare other types with == or != (see "
            "attribute_has_an_order<Model, Attribute, AttributeType> in this message)");
    return has_an_order;
}

template <class A>
consteval bool check_condition_operand() {
    constexpr bool only_in_updates = requires { typename A::only_in_updates; };
    if constexpr (only_in_updates)
        static_assert(operand_is_allowed_in_a_condition<A>,
                      "dynaco: +, -, if_not_exists(), append() and prepend() can be used in updates only "
                      "(see operand_is_allowed_in_a_condition<Operand> in this message)");
    return !only_in_updates;
}

template <class A>
consteval bool check_update_operand() {
    constexpr bool only_in_conditions = requires { typename A::only_in_conditions; };
    if constexpr (only_in_conditions)
        static_assert(operand_is_allowed_in_an_update<A>,
                      "dynaco: size() can be used in conditions only (see "
                      "operand_is_allowed_in_an_update<Operand> in this message)");
    return !only_in_conditions;
}

/// Checks operands of +, - and functions. DynamoDB's grammar allows one + or - in an assignment, at the
/// outermost level.
template <class A>
consteval bool check_no_calculation() {
    constexpr bool is_calculation = requires { typename A::is_calculation; };
    if constexpr (is_calculation)
        static_assert(operand_is_not_a_calculation<A>,
                      "dynaco: DynamoDB allows one + or - in an assignment, and does not allow them inside a "
                      "function (see operand_is_not_a_calculation<Operand> in this message)");
    return !is_calculation;
}

template <class Model, class A>
consteval bool check_number() {
    constexpr bool is_number = same_type(A::template type_in<Model>(), attribute_type::N);
    if constexpr (!is_number)
        static_assert(
            attribute_is_a_number<Model, typename A::shown, typename A::template cpp_type_in<Model>>,
            "dynaco: + and - need numbers (see attribute_is_a_number<Model, Attribute, AttributeType> in "
            "this message)");
    return is_number;
}

template <class Model, class A>
consteval bool check_list() {
    constexpr bool is_list = same_type(A::template type_in<Model>(), attribute_type::L);
    if constexpr (!is_list)
        static_assert(attribute_is_a_list<Model, typename A::shown, typename A::template cpp_type_in<Model>>,
                      "dynaco: append() and prepend() need lists (see attribute_is_a_list<Model, Attribute, "
                      "AttributeType> in this message)");
    return is_list;
}

}  // namespace dynaco::detail::expression
