#pragma once

#include <dynaco/detail/expression/update_check.hpp>
#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/table/models/managed_check.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/expressions.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// An update by key creates the item if it does not exist. It may create only an item that the model can
/// read.
namespace dynaco {

namespace detail {

// True if the action leaves a value in the attribute called `member`, even if the item did not exist.
template <class Argument>
bool makes([[maybe_unused]] const Argument& argument, [[maybe_unused]] std::string_view member) {
    if constexpr (requires { argument.makes(member); }) {
        return argument.makes(member);
    } else if constexpr (expression::update_action<Argument>) {
        constexpr bool adds = Argument::section == expression::update_section::set ||
                              Argument::section == expression::update_section::add;
        return adds && expression::changed_attribute<Argument>() == member;
    } else {
        return false;
    }
}

// True if the member is in the key, or the update sets it automatically.
template <class Model, std::size_t I>
consteval bool is_there_anyhow() {
    using names = table_checks::managed_names<Model>;
    constexpr std::string_view member = model::field_names<Model>[I];
    return Model::schema.hash_key.contains(member) || Model::schema.range_key.contains(member) ||
           model::is_part_of_a_key<Model>(Model::schema.hash_key, member) ||
           model::is_part_of_a_key<Model>(Model::schema.range_key, member) || member == names::version ||
           member == names::created_at || member == names::updated_at;
}
template <class Model>
inline constexpr auto comes_by_itself = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<bool, sizeof...(I)>{is_there_anyhow<Model, I>()...};
}
(std::make_index_sequence<model::field_count<Model>>{});

// True if the update sets a composed attribute: it sets one of its members, or all its members are set
// automatically.
template <class Model, fixed_string Template, class Made>
bool is_composed_of(const Made& made, std::type_identity<composed<Template>>) {
    return [&]<std::size_t... Hole>(std::index_sequence<Hole...>) {
        return (made(model::template_of<Template>.holes[Hole].member) || ...) ||
               (comes_by_itself<Model>[model::hole_field<Model, Template, Hole>] && ...);
    }
    (std::make_index_sequence<model::template_of<Template>.count>{});
}
template <class Model, class Member, class Made>
bool is_composed_of(const Made&, std::type_identity<Member>) {
    return false;
}

template <class Model>
inline constexpr bool requires_more_than_its_key = [] {
    for (std::size_t i = 0; i < model::field_count<Model>; ++i)
        if (model::required_fields<Model>[i] && !comes_by_itself<Model>[i]) return true;
    return false;
}();

/// Returns the first attribute that `Model` requires and that an update with these arguments does not set;
/// empty if it sets all. A static name.
template <class Model, class... Argument>
std::string_view attribute_left_out(const Argument&... argument) {
    const auto made = [&](std::string_view member) { return (detail::makes(argument, member) || ...); };
    std::string_view found;
    const auto look = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
        constexpr std::type_identity<model::field_type<Model, I>> type;
        if (found.empty() && model::required_fields<Model>[I] && !detail::comes_by_itself<Model>[I] &&
            !made(model::field_names<Model>[I]) && !detail::is_composed_of<Model>(made, type))
            found = model::attribute_names<Model>[I];
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (look(std::integral_constant<std::size_t, I>{}), ...);
    }
    (std::make_index_sequence<model::field_count<Model>>{});
    return found;
}

/// The condition of an update by key with these arguments. The item must exist if the update would make one
/// without an attribute that the model requires.
template <class Model, class... Argument>
auto condition_to_update_at_key(const Argument&... argument) {
    const auto& user = condition_among(argument...);
    constexpr bool may_leave_out = [] {
        if constexpr (model::record<Model>) return requires_more_than_its_key<Model>;
        return false;  // a dynaco::item has no schema
    }();
    if constexpr (may_leave_out) {
        using enum requirement;
        using condition =
            write_condition<Model, std::remove_cvref_t<decltype(user)>, of_kind<Model>, nothing, item>;
        const std::string_view left_out = attribute_left_out<Model>(argument...);
        return condition(&user, left_out.empty() ? nothing : item, {}, left_out);
    } else {
        return condition_at_key<Model>(user);
    }
}

}  // namespace detail

}  // namespace dynaco
