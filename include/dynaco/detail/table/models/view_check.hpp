#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_check.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// Checks of a view: an aggregate that part of a model is read into. The names are worded for the compiler's
/// message, see expression/check.hpp.
namespace dynaco::detail::table_checks {

template <class View, class Model, class Member>
inline constexpr bool view_member_is_in_the_model = false;
template <class View, class Model, class Member, class ViewType, class ModelType>
inline constexpr bool view_member_has_the_models_type = false;
template <class View, class Model, class Member>
inline constexpr bool view_member_has_the_models_attribute_name = false;
template <class View, class Model>
inline constexpr bool view_holds_the_tables_keys = false;
template <class View, class Model>
inline constexpr bool view_has_no_unknown_attributes = false;

using model::spelled_view;

template <class T>
struct without_optional {
    using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
    using type = T;
};

template <class View, class Index, class Member>
inline constexpr bool index_holds_the_member = false;
template <class Index, class Model, class Member>
inline constexpr bool index_member_is_in_the_model = false;

template <class View, std::size_t I>
struct member_name {
    static constexpr std::string_view text = model::field_names<View>[I];
};

/// The discriminator of the models of a table. Specialised for several models.
template <class Model>
inline constexpr std::string_view discriminator_among = model::discriminator_of<Model>;

/// True if a member of a view is the text of the discriminator.
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

/// `T` is the struct of an index. It represents the index here, and views are checked against it.
template <class T>
concept struct_of_an_index = model::has_schema<T> && requires {
    T::schema.index_name;
};

template <class View, class Model, std::size_t I>
inline constexpr bool is_held =
    model::field_index<Model>(model::field_names<View>[I]) < model::field_count<Model> ||
    is_the_discriminator<View, Model, I>();

/// The types of a member in the view and in the model.
template <class View, class Model, std::size_t I>
struct view_member {
    static constexpr std::size_t k = model::field_index<Model>(model::field_names<View>[I]);
    using view_type = typename without_optional<model::field_type<View, I>>::type;
    using model_type = typename without_optional<model::field_type<Model, k>>::type;
    // Models of one table can compose an attribute differently. Then it is text for all of them.
    static constexpr bool is_text_of_composed =
        (model::is_composed<model_type> && std::is_same_v<view_type, std::string>) ||
        (model::is_composed<view_type> && std::is_same_v<model_type, std::string> &&
         requires { typename Model::alternatives; });
    static constexpr bool has_type = std::is_same_v<view_type, model_type> || is_text_of_composed;
    static constexpr bool has_name = model::attribute_names<View>[I] == model::attribute_names<Model>[k];
};

template <class View, class Model, std::size_t I>
consteval bool view_member_fits() {
    if constexpr (is_the_discriminator<View, Model, I>())
        return true;  // the models have no member for it; the view reads it as text
    else if constexpr (!is_held<View, Model, I>)
        return false;
    else
        return view_member<View, Model, I>::has_type && view_member<View, Model, I>::has_name;
}
template <class View, class Model>
consteval std::size_t find_view_misfit() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        std::size_t at = 0;
        static_cast<void>(((view_member_fits<View, Model, I>() && ++at > 0) && ...));
        return at;
    }
    (std::make_index_sequence<model::field_count<View>>{});
}

template <class View, class Model, std::size_t I, class Shown>
consteval void refuse_view_type() {
    using types = view_member<View, Model, I>;
    if constexpr (!types::has_type)
        static_assert(
            view_member_has_the_models_type<View, Model, Shown, typename types::view_type,
                                            typename types::model_type>,
            "dynaco: a member of the view has a different type in the model (see "
            "view_member_has_the_models_type<View, Model, Member, ViewType, ModelType> in this message)");
    else
        static_assert(
            view_member_has_the_models_attribute_name<View, Model, Shown>,
            "dynaco: this member has another attribute name in the model: repeat that name in the view's "
            "schema (see view_member_has_the_models_attribute_name<View, Model, Member> in this message)");
}

/// Prints a message for the first member that does not fit.
template <class View, class Model>
consteval bool check_view_members() {
    if constexpr (std::is_same_v<View, Model>) {
        return true;
    } else if constexpr (constexpr std::size_t misfit = find_view_misfit<View, Model>();
                         misfit == model::field_count<View>) {
        return true;
    } else {
        using shown = spelled_view<member_name<View, misfit>::text>;
        if constexpr (is_held<View, Model, misfit>)
            refuse_view_type<View, Model, misfit, shown>();
        else if constexpr (struct_of_an_index<Model>)
            static_assert(index_holds_the_member<View, Model, shown>,
                          "dynaco: the index does not have a member of the view: leave the member out, or "
                          "get the item from the table by its key (see index_holds_the_member<View, Index, "
                          "Member> in this message)");
        else if constexpr (struct_of_an_index<View>)
            static_assert(index_member_is_in_the_model<View, Model, shown>,
                          "dynaco: the index's struct has a member that the model does not have (see "
                          "index_member_is_in_the_model<Index, Model, Member> in this message)");
        else
            static_assert(view_member_is_in_the_model<View, Model, shown>,
                          "dynaco: the view has a member that the model does not have (see "
                          "view_member_is_in_the_model<View, Model, Member> in this message)");
        return false;
    }
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

/// Checks that the view has the keys, by which items are matched.
template <class View, class Model>
consteval bool check_view_has_keys() {
    if constexpr (!is_any_item<View>) {
        constexpr bool has_keys =
            has_members<View>(Model::schema.hash_key) && has_members<View>(Model::schema.range_key);
        if constexpr (!has_keys)
            static_assert(view_holds_the_tables_keys<View, Model>,
                          "dynaco: items are matched by their keys: the view must have the table's keys (see "
                          "view_holds_the_tables_keys<View, Model> in this message)");
    }
    return true;
}

/// Checks a view that is read by a projection: it does not get attributes that the projection does not name.
template <class View, class Model>
consteval bool check_projected() {
    if constexpr (model::keeps_unknown_attributes<View>)
        static_assert(view_has_no_unknown_attributes<View, Model>,
                      "dynaco: a view cannot have unknown_attributes: only the attributes of its members are "
                      "read (see view_has_no_unknown_attributes<View, Model> in this message)");
    return true;
}

/// Checks that every member of `View` is a member of `Model` with the same type (or an optional of it) and
/// attribute name.
template <class View, class Model>
consteval bool check_view() {
    if constexpr (is_any_item<View>) {
        return true;
    } else {
        if constexpr (!std::is_same_v<View, Model>) static_cast<void>(check_projected<View, Model>());
        static_cast<void>(check_view_members<View, Model>());
        return true;
    }
}

}  // namespace dynaco::detail::table_checks
