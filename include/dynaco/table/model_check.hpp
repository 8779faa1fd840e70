#pragma once

#include <dynaco/expression/check.hpp>
#include <dynaco/model/record.hpp>
#include <dynaco/model/record_codec.hpp>
#include <dynaco/model/schema.hpp>
#include <dynaco/table/key_parts.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// What is checked of a model, an index and a view when a table is made of them. As in expression/check.hpp,
/// the names are worded for the compiler's message.
namespace dynaco::table_checks {

template <class Model>
inline constexpr bool model_has_a_schema = false;
template <class Model, class Key, class KeyType>
inline constexpr bool key_is_a_string_number_or_binary = false;
template <class Model>
inline constexpr bool model_has_no_base_class = false;
template <class Model>
inline constexpr bool attribute_names_are_distinct = false;
template <class View, class Model, class Member>
inline constexpr bool view_member_is_in_the_model = false;
template <class View, class Model, class Member, class ViewType, class ModelType>
inline constexpr bool view_member_has_the_models_type = false;
template <class View, class Model, class Member>
inline constexpr bool view_member_has_the_models_attribute_name = false;
template <class View, class Model>
inline constexpr bool view_holds_the_tables_keys = false;
template <class Index, class Model, class Member>
inline constexpr bool keys_only_index_holds = false;
template <class Index, class Model>
inline constexpr bool local_index_shares_the_hash_key = false;
template <class Model>
inline constexpr bool key_is_complete = false;
template <class Model>
inline constexpr bool model_has_a_range_key = false;
template <class Model, class Key, class KeyType, class Operand>
inline constexpr bool operand_fits_key = false;
template <class Model, class Key, class KeyType, class Operand>
inline constexpr bool operand_fits_composed_key = false;
template <class View, class Model>
inline constexpr bool view_keeps_no_unknown_attributes = false;
template <class Model>
inline constexpr bool table_keys_are_single_attributes = false;
template <class Index>
inline constexpr bool local_index_keys_are_single_attributes = false;

using model::schema_names_a_member;
using model::spelled_view;

template <class Key>
consteval bool has_a_key_type() {
    if constexpr (writable_attribute<Key> || model::is_composed<Key>) {
        constexpr auto type = codec<Key>::type;
        return type == attribute_type::S || type == attribute_type::N || type == attribute_type::B;
    } else {
        return false;
    }
}

template <class Model, const std::string_view& Name, bool Required>
consteval bool check_key() {
    if constexpr (Required || !Name.empty()) {
        constexpr std::size_t i = model::field_index<Model>(Name);
        if constexpr (i == model::field_count<Model>) {
            static_assert(schema_names_a_member<Model, spelled_view<Name>>,
                          "dynaco: the schema's key is no member of the model (see "
                          "schema_names_a_member<Model, Key> in "
                          "this message)");
            return false;
        } else {
            using type = model::field_type<Model, i>;
            constexpr bool can_be_key = has_a_key_type<type>();
            if constexpr (!can_be_key)
                static_assert(key_is_a_string_number_or_binary<Model, spelled_view<Name>, type>,
                              "dynaco: a key must be a string, a number or binary (see "
                              "key_is_a_string_number_or_binary<Model, Key, KeyType> in this message)");
            return can_be_key;
        }
    }
    return true;
}

template <class Model>
inline constexpr bool has_a_base_class = requires {
    Model{model::detail::any_base<Model>{}};
};

template <class Model>
consteval bool names_are_distinct() {
    constexpr auto& names = model::attribute_names<Model>;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (names[i] == names[k]) return false;
    return true;
}

template <class Model>
struct key_names {
    static constexpr std::string_view hash = Model::schema.hash_key[0];
    static constexpr std::string_view range = Model::schema.range_key[0];
};

/// The members that a composed key is made from.
template <class Member>
inline constexpr std::size_t hole_count = 0;
template <fixed_string Template>
inline constexpr std::size_t hole_count<composed<Template>> = model::template_of<Template>.count;

template <class Member>
constexpr bool template_names(std::type_identity<Member>, std::string_view) noexcept {
    return false;
}
// Parses anew: g++ 12 does not initialise template_of when it is first seen while a constant is computed.
template <fixed_string Template>
constexpr bool template_names(std::type_identity<composed<Template>>, std::string_view name) noexcept {
    const model::key_template t = model::parse_key_template(Template.view());
    for (std::size_t i = 0; i < t.count; ++i)
        if (t.holes[i].member == name) return true;
    return false;
}

template <class Model, class Member, std::size_t Hole>
struct hole_member;
template <class Model, fixed_string Template, std::size_t Hole>
struct hole_member<Model, composed<Template>, Hole> {
    using type = model::field_type<Model, model::hole_field<Model, Template, Hole>>;
};
template <class Model, class Member, std::size_t Hole>
using hole_type = typename hole_member<Model, Member, Hole>::type;

/// The members of a key that has several.
template <class Model, std::size_t I>
struct key_member {
    static constexpr std::string_view hash = Model::schema.hash_key[I];
    static constexpr std::string_view range = Model::schema.range_key[I];
};

/// A value of type `Operand` can stand for a key that is a `Member`.
template <class Operand, class Member>
consteval bool fits_key() {
    if constexpr (writable_attribute<Operand>) {
        return codec<Operand>::type == codec<Member>::type;
    } else {
        return false;
    }
}

template <class Model, class Member, class... Part, std::size_t... Hole>
consteval bool parts_fit(std::type_identity<key_parts<Part...>>, std::index_sequence<Hole...>) {
    return (fits_key<std::remove_cvref_t<key_part<Part>>, hole_type<Model, Member, Hole>>() && ...);
}
template <class Model, class Member, class... Part>
consteval bool fits_composed_key(std::type_identity<key_parts<Part...>> parts) {
    if constexpr (sizeof...(Part) != hole_count<Member>) {
        return false;
    } else {
        return parts_fit<Model, Member>(parts, std::index_sequence_for<Part...>{});
    }
}
template <class Model, class Member, class Operand>
consteval bool fits_composed_key(std::type_identity<Operand>) {
    if constexpr (std::is_same_v<Operand, composed_text>) {
        return true;
    } else if constexpr (hole_count<Member> == 1) {
        return fits_key<Operand, hole_type<Model, Member, 0>>();
    } else {
        return false;
    }
}

template <class Model, const std::string_view& Key, class Member, class Operand>
consteval bool check_composed_operand() {
    constexpr bool fits = fits_composed_key<Model, Member>(std::type_identity<Operand>{});
    if constexpr (!fits)
        static_assert(operand_fits_composed_key<Model, spelled_view<Key>, Member, Operand>,
                      "dynaco: the key is composed: give the value of the member in its template, "
                      "dynaco::parts(a, b) for several, or dynaco::composed_text(\"all of it\") (see "
                      "operand_fits_composed_key<Model, Key, KeyType, Operand> in this message)");
    return fits;
}

template <class Model, const std::string_view& Key, class Part>
consteval bool check_key_operand() {
    using operand = std::remove_cvref_t<Part>;
    using member = model::field_type<Model, model::field_index<Model>(Key)>;
    constexpr bool fits = fits_key<operand, member>();
    if constexpr (model::is_composed<member>)
        return check_composed_operand<Model, Key, member, operand>();
    else if constexpr (!fits)
        static_assert(operand_fits_key<Model, spelled_view<Key>, member, operand>,
                      "dynaco: the key has another DynamoDB type (see operand_fits_key<Model, Key, KeyType, "
                      "Operand> in this message)");
    return fits;
}

template <class Model>
consteval bool check_keys() {
    const bool first = check_key<Model, key_names<Model>::hash, true>() &&
                       check_key<Model, key_names<Model>::range, false>();
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return (check_key<Model, key_member<Model, I + 1>::hash, false>() && ...) &&
               (check_key<Model, key_member<Model, I + 1>::range, false>() && ...);
    }
    (std::make_index_sequence<key_attributes::max - 1>{}) && first;
}

template <class Model>
consteval bool has_single_keys() {
    return Model::schema.hash_key.size() <= 1 && Model::schema.range_key.size() <= 1;
}

/// Everything that must hold for a `table<Model>`. What fails is told by a static_assert; @returns whether
/// all passed, so that the rest need not be compiled.
template <class Model>
consteval bool check_model() {
    if constexpr (!model::is_a_plain_aggregate<Model>) {
        static_assert(model::is_a_plain_aggregate<Model>,
                      "dynaco: a model must be a plain aggregate: no constructors, no private members, no "
                      "virtual functions (see is_a_plain_aggregate<Model> in this message)");
        return false;
    } else if constexpr (has_a_base_class<Model>) {
        static_assert(
            model_has_no_base_class<Model>,
            "dynaco: a model must not have a base class (see model_has_no_base_class<Model> in this "
            "message)");
        return false;
    } else if constexpr (!requires { Model::schema.table_name; }) {
        static_assert(model_has_a_schema<Model>,
                      "dynaco: the model has no `static constexpr dynaco::schema schema{.table_name = ..., "
                      ".hash_key = ...}` "
                      "(see model_has_a_schema<Model> in this message)");
        return false;
    } else {
        constexpr bool keys_fit = check_keys<Model>();
        constexpr bool members_fit = model::check_members<Model>();
        constexpr bool distinct = names_are_distinct<Model>();
        if constexpr (!distinct)
            static_assert(attribute_names_are_distinct<Model>,
                          "dynaco: two members of the model have one attribute name (see "
                          "attribute_names_are_distinct<Model> in this message)");
        constexpr bool single = has_single_keys<Model>();
        if constexpr (!single)
            static_assert(table_keys_are_single_attributes<Model>,
                          "dynaco: a table's hash key and range key are one attribute each; only global "
                          "indexes have keys of several (see table_keys_are_single_attributes<Model> in this "
                          "message)");
        return keys_fit && members_fit && distinct && single;
    }
}

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

template <class View, class Model, std::size_t I>
consteval void check_view_member() {
    using shown = spelled_view<member_name<View, I>::text>;
    constexpr std::size_t k = model::field_index<Model>(model::field_names<View>[I]);
    if constexpr (k == model::field_count<Model>) {
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

/// Items are told apart by their keys.
template <class View, class Model>
consteval bool check_view_has_keys() {
    constexpr bool has_keys =
        has_members<View>(Model::schema.hash_key) && has_members<View>(Model::schema.range_key);
    if constexpr (!has_keys)
        static_assert(
            view_holds_the_tables_keys<View, Model>,
            "dynaco: items are put in order by their keys: the view must hold the table's keys (see "
            "view_holds_the_tables_keys<View, Model> in this message)");
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
    if constexpr (!std::is_same_v<View, Model>) static_cast<void>(check_projected<View, Model>());
    return check_view_members<View, Model>();
}

// A member that a key is composed from can be told from the key.
template <class T>
consteval bool is_part_of_a_key(const key_attributes& keys, std::string_view member) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return ((keys.contains(model::field_names<T>[I]) &&
                 template_names(std::type_identity<model::field_type<T, I>>{}, member)) ||
                ...);
    }
    (std::make_index_sequence<model::field_count<T>>{});
}

template <class Index, class Model, std::size_t I>
consteval void check_key_member() {
    constexpr std::string_view name = model::field_names<Index>[I];
    constexpr bool is_key = Index::schema.hash_key.contains(name) || Index::schema.range_key.contains(name) ||
                            Model::schema.hash_key.contains(name) || Model::schema.range_key.contains(name) ||
                            is_part_of_a_key<Index>(Index::schema.hash_key, name) ||
                            is_part_of_a_key<Index>(Index::schema.range_key, name) ||
                            is_part_of_a_key<Index>(Model::schema.hash_key, name) ||
                            is_part_of_a_key<Index>(Model::schema.range_key, name);
    if constexpr (!is_key)
        static_assert(
            keys_only_index_holds<Index, Model, spelled_view<member_name<Index, I>::text>>,
            "dynaco: a keys-only index holds the keys of the table and its own, not this member (see "
            "keys_only_index_holds<Index, Model, Member> in this message)");
}

/// Everything that must hold for `table<Model>::index<Index>()`.
template <class Index, class Model>
consteval bool check_index() {
    check_view_members<Index, Model>();
    if constexpr (Index::schema.projection == projection::keys_only)
        []<std::size_t... I>(std::index_sequence<I...>) { (check_key_member<Index, Model, I>(), ...); }
    (std::make_index_sequence<model::field_count<Index>>{});
    constexpr bool is_possible =
        Index::schema.scope == index_scope::global ||
        (Index::schema.hash_key == Model::schema.hash_key && !Index::schema.range_key.empty());
    if constexpr (!is_possible)
        static_assert(local_index_shares_the_hash_key<Index, Model>,
                      "dynaco: a local index has the table's hash key and a range key of its own (see "
                      "local_index_shares_the_hash_key<Index, Model> in this message)");
    constexpr bool has_right_keys = Index::schema.scope == index_scope::global || has_single_keys<Index>();
    if constexpr (!has_right_keys)
        static_assert(local_index_keys_are_single_attributes<Index>,
                      "dynaco: a local index's range key is one attribute; only global indexes have keys of "
                      "several (see local_index_keys_are_single_attributes<Index> in this message)");
    return check_keys<Index>() && is_possible && has_right_keys;
}

template <class Model, class... Index>
consteval bool check_each_index(indexes<Index...>) {
    return (check_index<Index, Model>() && ...);
}

/// Everything that must hold for the indexes that `Model` lists.
template <class Model>
consteval bool check_indexes() {
    if constexpr (requires { typename Model::indexes; }) {
        return check_each_index<Model>(typename Model::indexes{});
    } else {
        return true;
    }
}

}  // namespace dynaco::table_checks
