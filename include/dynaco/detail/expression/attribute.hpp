#pragma once

#include <dynaco/detail/expression/document_path.hpp>
#include <dynaco/detail/expression/path_facts.hpp>
#include <dynaco/detail/model/attribute_traits.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// Attributes by their document paths, known at compile time or at run time, and their sizes.
namespace dynaco::detail::expression {

/// An attribute whose path is known at compile time: `"labels.owner"_a`.
template <fixed_string Path>
struct static_attribute : document_path<static_attribute<Path>> {
    static constexpr auto text = Path;                     ///< The path as a template argument.
    static constexpr std::string_view path = Path.view();  ///< The path.
    /// The member's name if the path has one step only; else empty.
    static constexpr std::string_view top_level =
        path_of<Path>.valid && path_of<Path>.count == 1 ? path_of<Path>[0].name : std::string_view();
    /// The path as it appears in compiler messages.
    using shown = model::spelled<Path>;
    /// True: the text of the expression is known at compile time.
    static constexpr bool is_static = true;
    /// The attribute's C++ type in `Model`.
    template <class Model>
    using cpp_type_in = path_type<Model, Path>;
    /// The attribute's DynamoDB type in `Model`.
    template <class Model>
    static consteval attribute_type type_in() {
        return wire_type<cpp_type_in<Model>>();
    }

    /// Checks at compile time that the path is valid and that `Model` has the attribute.
    template <class Model>
    static consteval bool check() {
        constexpr bool valid = path_of<Path>.valid;
        constexpr bool known = is_known<cpp_type_in<Model>>;
        if constexpr (!valid)
            static_assert(is_a_document_path<shown>,
                          "dynaco: the text is not a document path: write name(.name|[index])* (see "
                          "is_a_document_path<Attribute> in this message)");
        else if constexpr (std::is_same_v<cpp_type_in<Model>, different_types>)
            static_assert(alternatives_have_one_type<Model, shown>,
                          "dynaco: the alternatives of a variant have members of different types at this "
                          "path: use attribute(path), which is not checked (see "
                          "alternatives_have_one_type<Model, Attribute> in this message)");
        else if constexpr (!known)
            static_assert(model_has_attribute<Model, shown>,
                          "dynaco: the model does not have this attribute (see model_has_attribute<Model, "
                          "Attribute> in this message)");
        return valid && known;
    }
    /// True if an item of `Model` cannot be read without the attribute.
    template <class Model>
    static consteval bool is_required() {
        return expression::is_required<Model, Path, 0>();
    }
    /// True if NULL can be read there: as a value, or because the member may be absent.
    template <class Model>
    static consteval bool holds_nothing() {
        return expression::holds_nothing<Model, Path, 0>();
    }
    /// True if a struct that is a map attribute composes an attribute from it.
    template <class Model>
    static consteval bool is_composed_below() {
        return expression::is_composed_below<Model, Path, 0, false>();
    }
    /// Writes the path into `sink`.
    template <class Sink>
    static constexpr void lower(Sink& sink, const static_attribute*) {
        sink.template path<Path>();
    }
};

/// The object that the literal `"path"_a` refers to.
// It is a named object: clang 14 crashes when it prints a literal in a message. It prints one internally when
// it finds out that an expression with run-time values is not constant.
template <fixed_string Path>
inline constexpr static_attribute<Path> attribute_constant{};

/// An attribute whose path is known only at run time. It is not checked against the model.
struct runtime_attribute : document_path<runtime_attribute> {
    std::string path;  ///< The path.

    /// The type that appears in compiler messages.
    using shown = runtime_attribute;
    /// False: the text of the expression is known only at run time.
    static constexpr bool is_static = false;
    /// The attribute's C++ type in `Model`: any value.
    template <class Model>
    using cpp_type_in = value;
    /// The attribute's DynamoDB type in `Model`: any type.
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::any;
    }
    /// The attribute with the path `p`.
    explicit runtime_attribute(std::string p) : path(std::move(p)) {}

    /// True: nothing is checked at compile time.
    template <class Model>
    static consteval bool check() {
        return true;
    }
    /// False: it is not known.
    template <class Model>
    static consteval bool is_required() {
        return false;
    }
    /// Writes the path into `sink`.
    template <class Sink>
    static constexpr void lower(Sink& sink, const runtime_attribute* self) {
        if (self) sink.runtime_path(self->path);
    }
};

/// size(path): the size of an attribute, for conditions.
template <class A>
struct size_node : comparable<size_node<A>> {
    A attribute;  ///< The attribute.

    /// Marks the node as not usable in updates.
    using only_in_conditions = void;
    /// The type that appears in compiler messages.
    using shown = size_node;
    /// True if the text of the expression is known at compile time.
    static constexpr bool is_static = A::is_static;
    /// The C++ type of the size.
    template <class Model>
    using cpp_type_in = std::size_t;
    /// The DynamoDB type of the size: a number.
    template <class Model>
    static consteval attribute_type type_in() {
        return attribute_type::N;
    }
    /// The size of `a`.
    constexpr explicit size_node(A a) : attribute(std::move(a)) {}

    /// Checks at compile time that `Model` has the attribute and that its type has a size.
    template <class Model>
    static consteval bool check() {
        constexpr auto t = A::template type_in<Model>();
        constexpr bool has_a_size =
            t != attribute_type::N && t != attribute_type::BOOL && t != attribute_type::NUL;
        if constexpr (!has_a_size)
            static_assert(
                attribute_has_a_size<Model, typename A::shown, typename A::template cpp_type_in<Model>>,
                "dynaco: size() needs a string, binary, set, list or map attribute (see "
                "attribute_has_a_size<Model, Attribute, AttributeType> in this message)");
        return A::template check<Model>() && has_a_size;
    }
    /// Writes `size(path)` into `sink`.
    template <class Sink>
    static constexpr void lower(Sink& sink, const size_node* self) {
        sink.operation();
        sink.text("size(");
        A::lower(sink, part(self, &size_node::attribute));
        sink.text(")");
    }
};

}  // namespace dynaco::detail::expression
