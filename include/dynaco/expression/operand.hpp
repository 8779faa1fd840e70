#pragma once

#include <dynaco/expression/check.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// The values that conditions compare and updates assign.
///
/// Every node of an expression is a class with
///   type_in<Model>(), cpp_type_in<Model>   what it is in this model
///   check<Model>()                         the compile-time checks
///   lower(sink, const node*)               its text and values, in order; the pointer is null while the text
///   is made
///                                          at compile time, when only types are known
///   is_static                              true if its text is known at compile time
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

/// The address of a part of a node that may be null.
template <class Node, class Part>
constexpr const Part* part(const Node* node, Part Node::*member) noexcept {
    return node ? &(node->*member) : nullptr;
}

/// A plain C++ value. Owns a copy; only `std::string_view` and spans stay views.
template <class T>
struct literal : operand_tag {
    T content;

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
        if constexpr (!writable_attribute<T>)
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

// Character arrays and pointers are held as views: literals live for ever, and an expression is encoded by
// the call that takes it.
template <class T>
using held =
    std::conditional_t<std::is_convertible_v<T, const char*> && !std::is_null_pointer_v<std::decay_t<T>>,
                       std::string_view, std::decay_t<T>>;

template <class T>
constexpr decltype(auto) as_operand(T&& value) {
    if constexpr (operand<T>) {
        return std::forward<T>(value);
    } else {
        return literal<held<T>>(held<T>(std::forward<T>(value)));
    }
}
template <class T>
using operand_of = std::remove_cvref_t<decltype(as_operand(std::declval<T>()))>;

// Made by the functions below; defined in condition.hpp and update.hpp.
template <class A, class Low, class High>
struct between_node;
template <class A, class... Choice>
struct in_node;
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
template <class A, class V>
struct if_not_exists_node;
template <class A, class B>
struct list_append_node;

/// What every operand can do.
template <class Self>
struct comparable : operand_tag {
    /// `low <= this <= high`.
    template <class Low, class High>
    constexpr auto between(Low&& low, High&& high) const {
        return between_node<Self, operand_of<Low>, operand_of<High>>(
            self(), as_operand(std::forward<Low>(low)), as_operand(std::forward<High>(high)));
    }
    /// Equals one of 1 to 100 choices.
    template <class... Choice>
    constexpr auto in(Choice&&... choice) const {
        static_assert(sizeof...(Choice) >= 1 && sizeof...(Choice) <= 100,
                      "dynaco: IN takes 1 to 100 choices");
        return in_node<Self, operand_of<Choice>...>(self(), as_operand(std::forward<Choice>(choice))...);
    }

 protected:
    constexpr const Self& self() const noexcept { return static_cast<const Self&>(*this); }
};

/// What a document path can do besides: tests of what is stored, and update actions.
template <class Self>
struct document_path : comparable<Self> {
    /// attribute_exists(path)
    constexpr auto exists() const { return test_node<"attribute_exists", Self>(this->self()); }
    /// attribute_not_exists(path)
    constexpr auto not_exists() const { return test_node<"attribute_not_exists", Self>(this->self()); }
    /// begins_with(path, prefix); strings and binary.
    template <class V>
    constexpr auto begins_with(V&& prefix) const {
        return match_node<"begins_with", Self, operand_of<V>>(this->self(),
                                                              as_operand(std::forward<V>(prefix)));
    }
    /// contains(path, operand): a substring, an element of a set or of a list.
    template <class V>
    constexpr auto contains(V&& element) const {
        return match_node<"contains", Self, operand_of<V>>(this->self(),
                                                           as_operand(std::forward<V>(element)));
    }
    /// attribute_type(path, type)
    constexpr auto is_type(attribute_type type) const {
        return match_node<"attribute_type", Self, literal<std::string_view>>(
            this->self(), literal<std::string_view>(wire_name(type)));
    }
    /// size(path): characters, bytes or elements; to be compared with a number.
    constexpr auto size() const { return size_node<Self>(this->self()); }

    /// SET path = value
    template <class V>
    constexpr auto set(V&& value) const {
        return set_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// REMOVE path
    constexpr auto remove() const { return remove_node<Self>(this->self()); }
    /// ADD path value: adds to a number (0 if absent), or elements to a set.
    template <class V>
    constexpr auto add(V&& value) const {
        return add_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// DELETE path elements: takes elements out of a set.
    template <class V>
    constexpr auto delete_elements(V&& elements) const {
        return delete_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(elements)));
    }
    /// if_not_exists(path, value): what is stored, or `value`.
    template <class V>
    constexpr auto if_not_exists(V&& value) const {
        return if_not_exists_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(value)));
    }
    /// list_append(path, list)
    template <class V>
    constexpr auto append(V&& list) const {
        return list_append_node<Self, operand_of<V>>(this->self(), as_operand(std::forward<V>(list)));
    }
    /// list_append(list, path)
    template <class V>
    constexpr auto prepend(V&& list) const {
        return list_append_node<operand_of<V>, Self>(as_operand(std::forward<V>(list)), this->self());
    }
};

/// An attribute whose path is known at compile time: `"labels.owner"_a`.
template <fixed_string Path>
struct static_attribute : document_path<static_attribute<Path>> {
    static constexpr std::string_view path = Path.view();
    using shown = model::spelled<Path>;
    static constexpr bool is_static = true;
    template <class Model>
    using cpp_type_in = path_type<Model, Path>;
    template <class Model>
    static consteval attribute_type type_in() {
        return wire_type<cpp_type_in<Model>>();
    }

    template <class Model>
    static consteval bool check() {
        constexpr bool valid = path_of<Path>.valid;
        constexpr bool known = !std::is_same_v<cpp_type_in<Model>, no_such_attribute>;
        if constexpr (!valid)
            static_assert(is_a_document_path<shown>,
                          "dynaco: not a document path, which is name(.name|[index])* (see "
                          "is_a_document_path<Attribute> in this message)");
        else if constexpr (!known)
            static_assert(
                model_has_attribute<Model, shown>,
                "dynaco: the model has no such attribute (see model_has_attribute<Model, Attribute> in this "
                "message)");
        return valid && known;
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const static_attribute*) {
        sink.template path<Path>();
    }
};

// A named object for the literal to refer to: clang 14 crashes when it prints a literal in a message, which
// it does for itself while it finds out that an expression with run-time values is no constant.
template <fixed_string Path>
inline constexpr static_attribute<Path> attribute_constant{};

/// An attribute whose path is known only at run time; not checked against the model.
struct runtime_attribute : document_path<runtime_attribute> {
    std::string path;

    using shown = runtime_attribute;
    static constexpr bool is_static = false;
    template <class Model>
    using cpp_type_in = value;
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::any;
    }
    explicit runtime_attribute(std::string p) : path(std::move(p)) {}

    template <class Model>
    static consteval bool check() {
        return true;
    }
    template <class Sink>
    static void lower(Sink& sink, const runtime_attribute* self) {
        sink.runtime_path(self->path);
    }
};

/// size(path)
template <class A>
struct size_node : comparable<size_node<A>> {
    A attribute;

    using only_in_conditions = void;
    using shown = size_node;
    static constexpr bool is_static = A::is_static;
    template <class Model>
    using cpp_type_in = std::size_t;
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::N;
    }
    constexpr explicit size_node(A a) : attribute(std::move(a)) {}

    template <class Model>
    static consteval bool check() {
        return A::template check<Model>();
    }
    template <class Sink>
    static constexpr void lower(Sink& sink, const size_node* self) {
        sink.text("size(");
        A::lower(sink, part(self, &size_node::attribute));
        sink.text(")");
    }
};

}  // namespace dynaco::expression

namespace dynaco {

inline namespace literals {

/// `"path"_a`: an attribute of the model that the expression is used with; checked when it is.
template <fixed_string Path>
constexpr const expression::static_attribute<Path>& operator""_a() noexcept {
    return expression::attribute_constant<Path>;
}

}  // namespace literals

/// An attribute by a path that is known only at run time. A wrong path is errc::invalid_argument when the
/// request is made; a wrong type is for DynamoDB to refuse.
[[nodiscard]] inline expression::runtime_attribute attribute(std::string path) {
    return expression::runtime_attribute(std::move(path));
}

}  // namespace dynaco
