#pragma once

#include <dynaco/detail/expression/check.hpp>
#include <dynaco/detail/model/key_values.hpp>
#include <dynaco/detail/model/miscompiled_temporary.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// The values that conditions compare and updates assign.
///
/// Every node of an expression is a class with
///
///     type_in<Model>(), cpp_type_in<Model>   its types in this model
///     check<Model>()                         the compile-time checks
///     lower(sink, const node*)               writes its text and values, in order
///     is_static                              true if its text is known at compile time
///
/// The sink is a constant_sink, a value_sink or a model_sink. The pointer is null while the text is made at
/// compile time, when only types are known.
namespace dynaco::detail::expression {

struct operand_tag {};
struct condition_tag {};
struct action_tag {};

template <class T>
concept operand = std::derived_from<std::remove_cvref_t<T>, operand_tag>;
template <class T>
concept condition_node = std::derived_from<std::remove_cvref_t<T>, condition_tag>;
template <class T>
concept update_action = std::derived_from<std::remove_cvref_t<T>, action_tag>;

template <class Attribute>
inline constexpr bool attribute_is_compared = false;

/// An attribute is not a condition, even if it is a bool.
template <class Attribute>
consteval void refuse_as_condition() {
    static_assert(attribute_is_compared<Attribute>,
                  "dynaco: an attribute alone is not a condition: compare it, \"a\"_a == true, or test it "
                  "with exists() (see attribute_is_compared<Attribute> in this message)");
}
template <class T>
concept tested_attribute = operand<T> && requires(const T& attribute) {
    attribute.exists();
};

/// The address of a part of a node. The node may be null.
template <class Node, class Part>
constexpr const Part* part(const Node* node, Part Node::*member) noexcept {
    return node ? &(node->*member) : nullptr;
}

template <class Operand>
inline constexpr bool operand_is_a_value = false;
template <class T>
inline constexpr bool is_no_value = std::is_same_v<T, std::nullopt_t> || std::is_same_v<T, std::nullptr_t>;

/// A plain C++ value. Owns a copy; only `std::string_view` and spans remain views.
template <class T>
struct literal : operand_tag {
    T content;

    using is_literal = void;
    using shown = T;
    static constexpr bool is_static = true;
    template <class Model>
    using cpp_type_in = T;
    template <class Model>
    static consteval attribute_type type_in() {
        if constexpr (writable_attribute<T>) return codec<T>::type;
        return attribute_type::any;
    }
    constexpr explicit literal(T v) : content(std::move(v)) {}

    template <class Model>
    static consteval bool check() {
        if constexpr (!writable_attribute<T> && !is_no_value<T>)
            static_assert(
                has_a_dynamodb_type<T>,
                "dynaco: this C++ type has no DynamoDB representation (see has_a_dynamodb_type<Type> in this "
                "message)");
        return writable_attribute<T>;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const literal* self) {
        sink.value(part(self, &literal::content));
    }
};

/// Lowers the operand that is assigned to or compared with the attribute `A`. If the operand is a value,
/// checks that the attribute can be read back from it.
template <use Use, class A, class V, class Sink>
constexpr void lower_given(Sink& sink, const V* given) {
    if constexpr (is_value<V>) {
        using member = typename A::template cpp_type_in<typename Sink::model>;
        sink.template value_for<Use, member, A>(part(given, &V::content));
    } else {
        V::lower(sink, given);
    }
}

/// Lowers the other operand of a condition on `A`.
template <class A, class V, class Sink>
constexpr void lower_beside(Sink& sink, const V* operand) {
    if constexpr (is_value<V>)
        sink.template value_beside<A>(part(operand, &V::content));
    else
        V::lower(sink, operand);
}

template <class Operand>
inline constexpr bool operand_is_a_named_object = false;

/// Checks that `T` (a deduced forwarding reference) is not a temporary that the compiler destroys twice.
template <class T>
consteval void check_named() {
    if constexpr (dynaco::detail::is_miscompiled_temporary<T>)
        static_assert(operand_is_a_named_object<T>,
                      "dynaco: g++ 12 miscompiles a temporary struct in an expression with co_await: store "
                      "it in a variable first: T t{...}; \"x\"_a.set(t) (see "
                      "operand_is_a_named_object<Operand> in this message)");
}

/// The second operand of attribute_type.
struct type_name {
    attribute_type type;
};

template <class T>
using held = dynaco::detail::held_operand<T>;

template <class T>
constexpr decltype(auto) as_operand(T&& value) {
    if constexpr (operand<T>) {
        return std::forward<T>(value);
    } else {
        check_named<T>();
        static_assert(!is_no_value<held<T>> || operand_is_a_value<held<T>>,
                      "dynaco: std::nullopt and nullptr are not values: use not_exists() in a condition, "
                      "remove() in an update, and dynaco::null for a stored NULL (see "
                      "operand_is_a_value<Operand> in this message)");
        return literal<held<T>>(held<T>(std::forward<T>(value)));
    }
}
template <class T>
using operand_of = std::remove_cvref_t<decltype(as_operand(std::declval<T>()))>;

// Single elements become a set; their texts are copied. An operand that is a set, or may be one, is not
// changed.
template <class T>
concept text_like = std::convertible_to<const T&, std::string_view>;
template <class T>
consteval bool may_be_a_set() {
    if constexpr (!writable_attribute<T>) {
        return true;  // another check refuses it
    } else {
        return model::set_of(codec<T>::type) == attribute_type::any;
    }
}
// Numbers of several types are converted to `number`, which does not change their values.
template <class T>
inline constexpr bool is_numeric = std::is_arithmetic_v<T> || std::is_same_v<T, number>;
template <class First, class... Rest>
consteval auto find_element_of_set() {
    if constexpr ((std::is_same_v<First, Rest> && ...)) {
        return std::type_identity<First>{};
    } else if constexpr ((is_numeric<First> && ... && is_numeric<Rest>)) {
        return std::type_identity<number>{};
    } else {
        return std::type_identity<std::common_type_t<First, Rest...>>{};
    }
}
template <class First, class... Rest>
using element_of_set = typename decltype(find_element_of_set<First, Rest...>())::type;

template <class First, class... Rest>
constexpr auto as_set(First&& first, Rest&&... rest) {
    using held_first = held<First>;
    if constexpr (sizeof...(Rest) == 0 && (operand<First> || may_be_a_set<held_first>())) {
        return as_operand(std::forward<First>(first));
    } else if constexpr (text_like<held_first> && (text_like<held<Rest>> && ...)) {
        using strings = std::set<std::string>;
        return literal<strings>(
            strings{std::string(std::string_view(first)), std::string(std::string_view(rest))...});
    } else {
        (check_named<First>(), ..., check_named<Rest>());
        using element = element_of_set<held_first, held<Rest>...>;
        std::set<element> elements;
        elements.insert(element(std::forward<First>(first)));
        (elements.insert(element(std::forward<Rest>(rest))), ...);
        return literal<std::set<element>>(std::move(elements));
    }
}

}  // namespace dynaco::detail::expression

template <>
struct dynaco::codec<dynaco::detail::expression::type_name> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, detail::expression::type_name name) {
        if (name.type == attribute_type::any)
            return out.fail(errc::invalid_argument, "is_type() needs a DynamoDB type");
        return out.string(wire_name(name.type));
    }
};
