#pragma once

#include <dynaco/expression/path.hpp>
#include <dynaco/model/codec.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

/// What is checked of an expression before the program runs. The names below appear in the compiler's
/// message, with the model, the attribute and the operand as their arguments: they are worded for that.
namespace dynaco::expression {

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
inline constexpr bool attribute_is_a_number_or_set = false;
template <class Model, class Attribute, class AttributeType>
inline constexpr bool attribute_is_a_set = false;

// The functions below return whether the check passed: what does not pass is not compiled any further, so
// that the message is not followed by others.

template <class Operand>
inline constexpr bool operand_may_stand_in_a_condition = false;
template <class Operand>
inline constexpr bool operand_may_stand_in_an_update = false;

/// The wire type of a C++ type; `any` if only the run time knows.
template <class T>
consteval attribute_type wire_type() {
    if constexpr (std::is_same_v<T, no_such_attribute>) {
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

template <class Model, class A, class B>
consteval bool check_same_type() {
    constexpr bool fits = same_type(A::template type_in<Model>(), B::template type_in<Model>());
    if constexpr (!fits)
        static_assert(
            operand_fits_attribute<Model, typename A::shown, typename A::template cpp_type_in<Model>,
                                   typename B::template cpp_type_in<Model>>,
            "dynaco: the operand has another DynamoDB type than the attribute (see "
            "operand_fits_attribute<Model, Attribute, AttributeType, Operand> in this message)");
    return fits;
}

template <class A>
consteval bool check_condition_operand() {
    constexpr bool only_in_updates = requires { typename A::only_in_updates; };
    if constexpr (only_in_updates)
        static_assert(operand_may_stand_in_a_condition<A>,
                      "dynaco: + - if_not_exists() append() and prepend() are for updates only (see "
                      "operand_may_stand_in_a_condition<Operand> in this message)");
    return !only_in_updates;
}

template <class A>
consteval bool check_update_operand() {
    constexpr bool only_in_conditions = requires { typename A::only_in_conditions; };
    if constexpr (only_in_conditions)
        static_assert(
            operand_may_stand_in_an_update<A>,
            "dynaco: size() is for conditions only (see operand_may_stand_in_an_update<Operand> in this "
            "message)");
    return !only_in_conditions;
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

}  // namespace dynaco::expression
