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
namespace dynaco::expression {

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

// The functions below create these; they are defined in condition.hpp and update.hpp.
template <class A, class Low, class High>
struct between_node;
template <class A, class... Choice>
struct in_node;
template <class A, class V>
struct in_range_node;
template <fixed_string Name, class A>
struct test_node;
template <fixed_string Name, class A, class V>
struct match_node;
template <class A, class V>
struct set_node;
template <class A>
struct remove_node;
template <class A, class V>
struct add_node;
template <class A, class V>
struct delete_node;
template <class A>
struct size_node;
template <fixed_string Path>
struct static_attribute;
template <class Base, class Step>
struct element_attribute;
template <class A, class V>
struct if_not_exists_node;
template <class A, class B>
struct list_append_node;

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

/// The operations of every operand.
template <class Self>
struct comparable : operand_tag {
    /// `low <= this <= high`.
    template <class Low, class High>
    constexpr auto between(Low&& low, High&& high) const {
        return between_node<Self, operand_of<Low>, operand_of<High>>(
            self(), as_operand(std::forward<Low>(low)), as_operand(std::forward<High>(high)));
    }
    /// True if the operand equals one of 1 to 100 values.
    template <class... Choice>
    constexpr auto in(Choice&&... choice) const {
        static_assert(sizeof...(Choice) >= 1 && sizeof...(Choice) <= 100,
                      "dynaco: in() takes 1 to 100 values");
        return in_node<Self, operand_of<Choice>...>(self(), as_operand(std::forward<Choice>(choice))...);
    }
    /// True if the operand equals one of the elements of `choices`, which are copied. There must be 1 to 100,
    /// otherwise making the request fails with errc::invalid_argument.
    template <std::ranges::input_range Choices>
    constexpr auto in_range(Choices&& choices) const {
        using element = held<std::ranges::range_value_t<Choices>>;
        std::vector<element> copies;
        for (auto&& each : choices) copies.emplace_back(each);
        return in_range_node<Self, element>(self(), std::move(copies));
    }

 protected:
    constexpr const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

/// The additional operations of a document path: tests of the stored attribute, and update actions.
template <class Self>
struct document_path : comparable<Self> {
    // Defaults for properties of the attribute that the path leads to. Paths that are checked redefine them.
    /// True if NULL can be read from the attribute.
    template <class Model>
    static consteval bool holds_nothing() {
        return true;
    }
    /// True if a step that is known only at run time leads into a struct or a variant.
    template <class Model>
    static consteval bool leads_into_a_struct() {
        return false;
    }
    /// True if a struct that is stored as a map composes an attribute of it.
    template <class Model>
    static consteval bool is_composed_below() {
        return false;
    }

    /// attribute_exists(path): the attribute exists.
    constexpr auto exists() const { return test_node<"attribute_exists", Self>(this->self()); }
    /// attribute_not_exists(path): the attribute does not exist.
    constexpr auto not_exists() const { return test_node<"attribute_not_exists", Self>(this->self()); }
    /// begins_with(path, prefix): the attribute, a string or binary, begins with `prefix`.
    template <class V>
    constexpr auto begins_with(V&& prefix) const {
        return match_node<"begins_with", Self, operand_of<V>>(this->self(),
                                                              as_operand(std::forward<V>(prefix)));
    }
    /// contains(path, operand): a string has the substring, or a set or list has the element.
    template <class V>
    constexpr auto contains(V&& element) const {
        return match_node<"contains", Self, operand_of<V>>(this->self(),
                                                           as_operand(std::forward<V>(element)));
    }
    /// attribute_type(path, type): the attribute is stored with this DynamoDB type.
    constexpr auto is_type(attribute_type type) const {
        return match_node<"attribute_type", Self, literal<type_name>>(this->self(),
                                                                      literal<type_name>(type_name{type}));
    }
    /// size(path): the number of characters, bytes or elements, to be compared with a number.
    constexpr auto size() const { return size_node<Self>(this->self()); }

    /// SET path = value. REMOVE path if `value` is one that `save` leaves out: an empty optional or an empty
    /// set.
    template <class V>
    constexpr auto set(V&& value) const {
        return set_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// REMOVE path: removes the attribute or element.
    constexpr auto remove() const { return remove_node<Self>(this->self()); }
    /// ADD path value: adds to a number (a missing attribute counts as 0), or adds elements to a set.
    template <class V>
    constexpr auto add(V&& value) const {
        return add_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// ADD path elements: adds elements to a set. Takes single elements, or one set.
    template <class... Element>
        requires(sizeof...(Element) > 0)
    constexpr auto add_elements(Element&&... element) const {
        return add(as_set(std::forward<Element>(element)...));
    }
    /// DELETE path elements: removes elements from a set. Takes single elements, or one set.
    template <class... Element>
        requires(sizeof...(Element) > 0)
    constexpr auto delete_elements(Element&&... element) const {
        auto elements = as_set(std::forward<Element>(element)...);
        return delete_node<Self, decltype(elements)>(this->self(), std::move(elements));
    }
    /// if_not_exists(path, value): the stored value, or `value` if the attribute does not exist.
    template <class V>
    constexpr auto if_not_exists(V&& value) const {
        return if_not_exists_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// list_append(path, list): the stored list, followed by the elements of `list`.
    template <class V>
    constexpr auto append(V&& list) const {
        return list_append_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(list)));
    }
    /// list_append(list, path): the elements of `list`, followed by the stored list.
    template <class V>
    constexpr auto prepend(V&& list) const {
        return list_append_node<operand_of<V>, Self>(as_operand(std::forward<V>(list)), this->self());
    }

    /// The element of a list at `index`, from 0. If the index is negative, making the request fails with
    /// errc::invalid_argument.
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    constexpr auto operator[](I index) const {
        return element_attribute<Self, long long>(this->self(), static_cast<long long>(index));
    }
    /// The element of a map with this key. The key is the name in DynamoDB; dots in it are not separators. It
    /// is copied.
    constexpr auto operator[](std::string_view key) const {
        return element_attribute<Self, std::string>(this->self(), std::string(key));
    }
    /// Continues the path with `path`, which is checked against the type that this path leads to:
    /// `"addresses"_a[i]["city"_a]`.
    template <fixed_string Path>
    constexpr auto operator[](const static_attribute<Path>& path) const {
        return element_attribute<Self, static_attribute<Path>>(this->self(), path);
    }
};

}  // namespace dynaco::expression

template <>
struct dynaco::codec<dynaco::expression::type_name> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(json::writer& out, expression::type_name name) {
        if (name.type == attribute_type::any)
            return out.fail(errc::invalid_argument, "is_type() needs a DynamoDB type");
        return out.string(wire_name(name.type));
    }
};
