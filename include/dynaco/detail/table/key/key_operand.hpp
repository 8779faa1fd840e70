#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/composed_writer.hpp>
#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/models/key_check.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>

/// What is written for a key that the user gives: the value itself, or a text composed of it.
namespace dynaco {

/// If models of one table compose a key differently, the key is plain text.
template <>
struct codec<composed_text> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, composed_text key) { return out.string(key.text()); }
};

namespace detail {

/// A composed key made from the values of its members. Refers to them.
template <fixed_string Template, class... Part>
struct composed_key {
    const key_parts<Part...>& values;
};

}  // namespace detail

template <fixed_string Template, class... Part>
struct codec<detail::composed_key<Template, Part...>> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const detail::composed_key<Template, Part...>& key) {
        detail::model::composed_writer text(out, detail::model::template_of<Template>);
        const auto write_all = [&](const auto&... part) { return (text.hole(part) && ...); };
        if (!std::apply(write_all, key.values.values())) return false;
        text.finish();
        return true;
    }
};

namespace detail {

/// A composed key made from one value. Holds the value.
template <fixed_string Template, class Part>
struct composed_key_of_one {
    Part value;
};

}  // namespace detail

template <fixed_string Template, class Part>
struct codec<detail::composed_key_of_one<Template, Part>> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const detail::composed_key_of_one<Template, Part>& key) {
        detail::model::composed_writer text(out, detail::model::template_of<Template>);
        if constexpr (std::is_same_v<Part, std::string_view>)
            if (!text.is_a_part(key.value)) return false;
        if (!text.hole(key.value)) return false;
        text.finish();
        return true;
    }
};

namespace detail {

/// Selects what is written for a key of type `Member`: the user's operand, or a text composed of it.
template <class Member>
struct key_operand {
    template <class Part>
    static key_part<Part> of(const Part& part) noexcept {
        return part;
    }
};
template <fixed_string Template>
struct key_operand<composed<Template>> {
    template <class Part>
    static composed_key_of_one<Template, key_part<Part>> of(const Part& part) noexcept {
        return {part};
    }
    template <class... Part>
    static composed_key<Template, Part...> of(const key_parts<Part...>& parts) noexcept {
        return {parts};
    }
    static std::string_view of(composed_text text) noexcept { return text.text(); }
};

/// The whole text of a key that the models of a table compose differently. It is refused if it does not fit
/// any template: it is probably the value of a member, and no item would be found.
template <class Keys, const std::string_view& Member>
struct whole_key {
    std::string_view text;
};

}  // namespace detail

template <class Keys, const std::string_view& Member>
struct codec<detail::whole_key<Keys, Member>> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const detail::whole_key<Keys, Member>& key) {
        return detail::model::fits_some_template(out, detail::key_templates<Keys, Member>::list, key.text) &&
               out.string(key.text);
    }
};

namespace detail {

/// The operand that is written for the key `Member` of `Keys`, made from the user's argument.
template <class Keys, const std::string_view& Member, class Part>
decltype(auto) operand_of_key(const Part& part) noexcept {
    if constexpr (key_templates<Keys, Member>::any && std::is_convertible_v<const Part&, std::string_view>)
        return whole_key<Keys, Member>{part};
    else
        return key_operand<model::field_type<Keys, model::field_index<Keys>(Member)>>::of(part);
}

}  // namespace detail

}  // namespace dynaco
