#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/model/record.hpp>
#include <dynaco/model/record_check.hpp>
#include <dynaco/model/schema.hpp>
#include <dynaco/table/key_parts.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// What is checked of a view: an aggregate that part of a model is read into. As in expression/check.hpp, the
/// names are worded for the compiler's message.
namespace dynaco::table_checks {

template <class View, class Model, class Member>
inline constexpr bool view_member_is_in_the_model = false;
template <class View, class Model, class Member, class ViewType, class ModelType>
inline constexpr bool view_member_has_the_models_type = false;
template <class View, class Model, class Member>
inline constexpr bool view_member_has_the_models_attribute_name = false;
template <class View, class Model>
inline constexpr bool view_holds_the_tables_keys = false;
template <class View, class Model>
inline constexpr bool view_keeps_no_unknown_attributes = false;

using model::spelled_view;

template <class T>
struct without_optional {
    using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
    using type = T;
};

template <class View, std::size_t I>
struct member_name {
    static constexpr std::string_view text = model::field_names<View>[I];
};

/// What the models of a table are told apart by. Specialised for several.
template <class Model>
inline constexpr std::string_view discriminator_among = model::discriminator_of<Model>;

/// A member of a view may be the discriminator's text.
template <class View, class Model, std::size_t I>
consteval bool is_the_discriminator() {
    constexpr std::string_view name = discriminator_among<Model>;
    if constexpr (!name.empty() && model::attribute_names<View>[I] == name) {
        using type = typename without_optional<model::field_type<View, I>>::type;
        return codec<type>::type == attribute_type::S;
    } else {
        return false;
    }
}

template <class View, class Model, std::size_t I>
consteval void check_view_member() {
    using shown = spelled_view<member_name<View, I>::text>;
    constexpr std::size_t k = model::field_index<Model>(model::field_names<View>[I]);
    if constexpr (is_the_discriminator<View, Model, I>()) {
        return;  // as text: it is no member of the models
    } else if constexpr (k == model::field_count<Model>) {
        static_assert(view_member_is_in_the_model<View, Model, shown>,
                      "dynaco: the view has a member that the model does not have (see "
                      "view_member_is_in_the_model<View, Model, Member> in this message)");
    } else {
        using view_type = typename without_optional<model::field_type<View, I>>::type;
        using model_type = typename without_optional<model::field_type<Model, k>>::type;
        // Models of one table may compose an attribute differently; it is then text for all of them.
        constexpr bool is_text_of_composed =
            (model::is_composed<model_type> && std::is_same_v<view_type, std::string>) ||
            (model::is_composed<view_type> && std::is_same_v<model_type, std::string> &&
             requires { typename Model::alternatives; });
        if constexpr (!std::is_same_v<view_type, model_type> && !is_text_of_composed)
            static_assert(
                view_member_has_the_models_type<View, Model, shown, view_type, model_type>,
                "dynaco: a member of the view has another type than in the model (see "
                "view_member_has_the_models_type<View, Model, Member, ViewType, ModelType> in this message)");
        else if constexpr (model::attribute_names<View>[I] != model::attribute_names<Model>[k])
            static_assert(
                view_member_has_the_models_attribute_name<View, Model, shown>,
                "dynaco: the model gives this member another attribute name: repeat it in the view's schema "
                "(see view_member_has_the_models_attribute_name<View, Model, Member> in this message)");
    }
}

template <class View, class Model>
consteval bool check_view_members() {
    if constexpr (!std::is_same_v<View, Model>) []<std::size_t... I>(std::index_sequence<I...>) {
            (check_view_member<View, Model, I>(), ...);
        }
    (std::make_index_sequence<model::field_count<View>>{});
    return true;
}

template <class View>
consteval bool has_members(const key_attributes& key) {
    for (const std::string_view member : key)
        if (model::field_index<View>(member) == model::field_count<View>) return false;
    return true;
}

/// Whole items, as they are stored, can be read from every table.
template <class View>
inline constexpr bool is_any_item = std::is_same_v<View, item>;

/// Items are told apart by their keys.
template <class View, class Model>
consteval bool check_view_has_keys() {
    if constexpr (!is_any_item<View>) {
        constexpr bool has_keys =
            has_members<View>(Model::schema.hash_key) && has_members<View>(Model::schema.range_key);
        if constexpr (!has_keys)
            static_assert(
                view_holds_the_tables_keys<View, Model>,
                "dynaco: items are put in order by their keys: the view must hold the table's keys (see "
                "view_holds_the_tables_keys<View, Model> in this message)");
    }
    return true;
}

/// What is read by a projection lacks what the projection does not name.
template <class View, class Model>
consteval bool check_projected() {
    if constexpr (model::keeps_unknown_attributes<View>)
        static_assert(
            view_keeps_no_unknown_attributes<View, Model>,
            "dynaco: a view has only its members fetched, so it cannot keep unknown attributes (see "
            "view_keeps_no_unknown_attributes<View, Model> in this message)");
    return true;
}

/// Every member of `View` is one of `Model`'s, with its type (an optional of it will do) and attribute name.
template <class View, class Model>
consteval bool check_view() {
    if constexpr (is_any_item<View>) {
        return true;
    } else {
        if constexpr (!std::is_same_v<View, Model>) static_cast<void>(check_projected<View, Model>());
        return check_view_members<View, Model>();
    }
}

}  // namespace dynaco::table_checks
