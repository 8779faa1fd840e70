#pragma once

#include <dynaco/detail/expression/attribute.hpp>
#include <dynaco/detail/expression/path_facts.hpp>

#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

/// Elements of lists and maps: `path[step]`.
namespace dynaco::detail::expression {

/// The type at the end of a path of type `T` and one more index, key or path; `no_such_attribute` if it does
/// not exist.
template <class T, class Step>
struct element_type {
    static constexpr bool is_index = std::is_same_v<Step, long long>;
    static constexpr bool is_open = std::is_same_v<T, value> || std::is_same_v<T, item> ||
                                    (!is_index && model::record<T>) || expression::is_variant<T>;
    using found = expression::below<T, is_index>;
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
            return expression::is_required<whole, Step::text, 0>();
        else
            return std::is_same_v<Step, long long> && expression::is_array<whole>;
    }
    /// True if NULL can be read there: as a value, or because the member may be absent.
    template <class Model>
    static consteval bool holds_nothing() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return expression::holds_nothing<whole, Step::text, 0>();
        else
            return expression::can_be_nothing<expression::below<whole, std::is_same_v<Step, long long>>>;
    }
    /// True if a struct that is a map attribute composes an attribute from it.
    template <class Model>
    static consteval bool is_composed_below() {
        using whole = content_type<typename Base::template cpp_type_in<Model>>;
        if constexpr (is_path<Step>)
            return expression::is_composed_below<whole, Step::text, 0, true>();
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
            return model::record<whole> || expression::is_variant<whole> ||
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
        if constexpr (std::is_same_v<Step, long long> && expression::is_array<whole>)
            if (step >= static_cast<long long>(std::tuple_size_v<whole>))
                return sink.fail(errc::invalid_argument, index_is_beyond(step, std::tuple_size_v<whole>));
        sink.runtime_step(step);
    }
};

}  // namespace dynaco::detail::expression
