#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/operand.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// Attributes by their document paths, known at compile time or at run time.
namespace dynaco::expression {

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
        return detail::is_required<Model, Path, 0>();
    }
    /// True if NULL can be read there: as a value, or because the member may be absent.
    template <class Model>
    static consteval bool holds_nothing() {
        return detail::holds_nothing<Model, Path, 0>();
    }
    /// True if a struct that is a map attribute composes an attribute from it.
    template <class Model>
    static consteval bool is_composed_below() {
        return detail::is_composed_below<Model, Path, 0, false>();
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

/// The type at the end of a path of type `T` and one more index, key or path; `no_such_attribute` if it does
/// not exist.
template <class T, class Step>
struct element_type {
    static constexpr bool is_index = std::is_same_v<Step, long long>;
    static constexpr bool is_open = std::is_same_v<T, value> || std::is_same_v<T, item> ||
                                    (!is_index && model::record<T>) || detail::is_variant<T>;
    using found = detail::below<T, is_index>;
    using type =
        std::conditional_t<is_open, value,
                           std::conditional_t<std::is_same_v<found, T>, no_such_attribute, unwrapped<found>>>;
};
template <class T, class Step>
struct element_type<nullable<T>, Step> : element_type<content_type<T>, Step> {};
template <class T, fixed_string Path>
struct element_type<nullable<T>, static_attribute<Path>>
    : element_type<content_type<T>, static_attribute<Path>> {};
template <class T, fixed_string Path>
struct element_type<T, static_attribute<Path>> {
    using type = path_type<T, Path>;
};
template <class Step>
struct element_type<no_such_attribute, Step> {
    using type = no_such_attribute;
};

/// `path[step]`: the step is a path, or an index or a key that is known only at run time.
template <class Base, class Step>
struct element_attribute : document_path<element_attribute<Base, Step>> {
    Base base;  ///< The path before the step.
    Step last;  ///< The step.

    /// The type that appears in compiler messages.
    using shown = element_attribute;
    /// True if the text of the expression is known at compile time.
    static constexpr bool is_static =
        Base::is_static && !std::is_same_v<Step, long long> && !std::is_same_v<Step, std::string>;
    /// The attribute's C++ type in `Model`.
    template <class Model>
    using cpp_type_in = typename element_type<typename Base::template cpp_type_in<Model>, Step>::type;
    /// The attribute's DynamoDB type in `Model`.
    template <class Model>
    static consteval attribute_type type_in() {
        return wire_type<cpp_type_in<Model>>();
    }
    /// The attribute at `b[s]`.
    constexpr element_attribute(Base b, Step s) : base(std::move(b)), last(std::move(s)) {}

    /// Checks at compile time that `Model` has the attribute.
    template <class Model>
    static consteval bool check() {
        using whole = typename Base::template cpp_type_in<Model>;
        constexpr bool sound = Base::template check<Model>();
        constexpr bool known = is_known<cpp_type_in<Model>>;
        if constexpr (!sound || known)
            return sound;
        else if constexpr (is_path<Step>)
            return Step::template check<whole>();
        else
            static_assert(
                attribute_supports_the_step<Model, typename Base::shown, whole, Step>,
                "dynaco: [index] needs a list, and [key] needs a map (see attribute_supports_the_step<Model, "
                "Attribute, AttributeType, Step> in this message)");
        return false;
    }
    /// True if an item of `Model` cannot be read without the attribute.
    template <class Model>
    static consteval bool is_required() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return detail::is_required<whole, Step::text, 0>();
        else
            return std::is_same_v<Step, long long> && detail::is_array<whole>;
    }
    /// True if NULL can be read there: as a value, or because the member may be absent.
    template <class Model>
    static consteval bool holds_nothing() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return detail::holds_nothing<whole, Step::text, 0>();
        else
            return detail::can_be_nothing<detail::below<whole, std::is_same_v<Step, long long>>>;
    }
    /// True if a struct that is a map attribute composes an attribute from it.
    template <class Model>
    static consteval bool is_composed_below() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return detail::is_composed_below<whole, Step::text, 0, true>();
        else
            return false;
    }
    /// True if the step is into a struct or a variant.
    template <class Model>
    static consteval bool leads_into_a_struct() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return Base::template leads_into_a_struct<Model>();
        else
            return model::record<whole> || detail::is_variant<whole> ||
                   Base::template leads_into_a_struct<Model>();
    }
    /// Writes the path into `sink`.
    template <class Sink>
    static constexpr void lower(Sink& sink, const element_attribute* self) {
        Base::lower(sink, part(self, &element_attribute::base));
        if constexpr (is_path<Step>)
            sink.template path_below<typename Base::template cpp_type_in<typename Sink::model>, Step::text>();
        else if (self)
            put_step(sink, self->last);
    }

 private:
    template <class T>
    static constexpr bool is_path = operand<T>;

    template <class Sink>
    static constexpr void put_step(Sink& sink, const Step& step) {
        using whole = content_type<typename Base::template cpp_type_in<typename Sink::model>>;
        if constexpr (std::is_same_v<Step, long long> && detail::is_array<whole>)
            if (step >= static_cast<long long>(std::tuple_size_v<whole>))
                return sink.fail(errc::invalid_argument, index_is_beyond(step, std::tuple_size_v<whole>));
        sink.runtime_step(step);
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

}  // namespace dynaco::expression

namespace dynaco {

inline namespace literals {

/// `"path"_a`: an attribute of the model with which the expression is used. The path is checked against the
/// model at compile time, where the expression is used.
template <fixed_string Path>
constexpr const expression::static_attribute<Path>& operator""_a() noexcept {
    return expression::attribute_constant<Path>;
}

}  // namespace literals

/// Returns an attribute by a path that is known only at run time. The grammar is that of the literal `""_a`:
/// `"labels.'a.b'[0]"`. A path that does not follow it is errc::invalid_argument when the request is made.
/// Types are checked by DynamoDB only.
[[nodiscard]] inline expression::runtime_attribute attribute(std::string path) {
    return expression::runtime_attribute(std::move(path));
}

/// Returns an attribute by the steps of its path, names and indexes, which need no quotes:
/// `attribute_path("labels", "a.b", 0, "c")`. Types are checked by DynamoDB only.
template <class... Step>
    requires((std::integral<Step> || std::convertible_to<const Step&, std::string_view>)&&...)
[[nodiscard]] expression::runtime_attribute attribute_path(std::string_view first, const Step&... rest) {
    std::string path;
    expression::append_name(path, first);
    [[maybe_unused]] const auto append = [&path]<class T>(const T& step) {
        if constexpr (std::integral<T>)
            expression::append_index(path, static_cast<long long>(step));
        else
            expression::append_name(path, step);
    };
    (append(rest), ...);
    return expression::runtime_attribute(std::move(path));
}

}  // namespace dynaco
