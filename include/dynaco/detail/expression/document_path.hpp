#pragma once

#include <dynaco/detail/expression/operand.hpp>

#include <concepts>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The functions of operands and document paths that make conditions and update actions.
namespace dynaco::detail::expression {

// The functions below create these; they are defined in condition.hpp, update.hpp and others.
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

}  // namespace dynaco::detail::expression
