#pragma once

#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/ttl_check.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

/// Checks of a model when a table is made of it. The names are worded for the compiler's message, see
/// expression/check.hpp.
namespace dynaco::detail::table_checks {

template <class Model>
inline constexpr bool model_has_a_schema = false;
template <class Model>
inline constexpr bool model_is_a_type_without_const = false;
template <class Model>
inline constexpr bool table_of_items_is_included = false;
template <class Model>
inline constexpr bool table_of_several_models_is_included = false;
template <class Model>
inline constexpr bool is_variant = false;
template <class... Model>
inline constexpr bool is_variant<std::variant<Model...>> = true;
template <class Model>
inline constexpr bool members_can_be_set = false;
template <class Model>
inline constexpr bool attribute_names_are_distinct = false;
template <class Model>
inline constexpr bool table_keys_are_single_attributes = false;

template <class Fields>
inline constexpr bool are_const = false;
template <class... Member>
inline constexpr bool are_const<std::tuple<Member&...>> = (std::is_const_v<Member> || ...);
template <class Model>
inline constexpr bool has_const_members = are_const<decltype(model::fields(std::declval<Model&>()))>;

template <class Model>
consteval bool names_are_distinct() {
    constexpr auto& names = model::attribute_names<Model>;
    for (std::size_t i = 0; i < names.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (names[i] == names[k]) return false;
    return true;
}

/// Checks all requirements on a `table<Model>`. A failed check is a static_assert. @returns whether all
/// checks passed; otherwise the rest need not be compiled
template <class Model>
consteval bool check_model() {
    if constexpr (std::is_const_v<Model>) {
        static_assert(model_is_a_type_without_const<Model>,
                      "dynaco: the model of a table must not be const: write table<Account>, not table<const "
                      "Account> (see model_is_a_type_without_const<Model> in this message)");
        return false;
    } else if constexpr (std::is_same_v<Model, item>) {
        static_assert(table_of_items_is_included<Model>,
                      "dynaco: include <dynaco/item_table.hpp> for table<dynaco::item>");
        return false;
    } else if constexpr (is_variant<Model>) {
        static_assert(table_of_several_models_is_included<Model>,
                      "dynaco: include <dynaco/polymorphic.hpp> for a table of several models");
        return false;
    } else if constexpr (!model::is_reflectable<Model> || !model::check_schema<Model>()) {
        return false;
    } else if constexpr (!requires { Model::schema.table_name; }) {
        static_assert(model_has_a_schema<Model>,
                      "dynaco: the model needs a schema: `static constexpr dynaco::schema schema{.table_name "
                      "= ..., .hash_key = ...}` (see model_has_a_schema<Model> in this message)");
        return false;
    } else if constexpr (has_const_members<Model>) {
        static_assert(members_can_be_set<Model>,
                      "dynaco: a member of the model is const, so it cannot be set from an item: declare it "
                      "without const (see members_can_be_set<Model> in this message)");
        return false;
    } else {
        constexpr bool keys_fit = check_keys<Model>();
        constexpr bool members_fit = model::check_members<Model>();
        constexpr bool distinct = names_are_distinct<Model>();
        if constexpr (!distinct)
            static_assert(attribute_names_are_distinct<Model>,
                          "dynaco: two members of the model have the same attribute name (see "
                          "attribute_names_are_distinct<Model> in this message)");
        constexpr bool single = has_single_keys<Model>();
        if constexpr (!single)
            static_assert(
                table_keys_are_single_attributes<Model>,
                "dynaco: a table's hash key and range key must be one attribute each: only a global index's "
                "keys can have several (see table_keys_are_single_attributes<Model> in this message)");
        constexpr bool always_there = check_table_keys<Model>();
        constexpr bool expires = check_ttl<Model>();
        return keys_fit && members_fit && distinct && single && always_there && expires;
    }
}

/// True if the model passed all checks. For other models the functions of a table have no body: the compiler
/// has already printed the error, and would print it again for every use.
template <class Model>
inline constexpr bool is_sound = check_model<Model>();
template <>
inline constexpr bool is_sound<item> = true;
template <class Whole, class... T>
inline constexpr bool is_sound<model::one_of<Whole, T...>> = true;  // see alternatives_check.hpp

}  // namespace dynaco::detail::table_checks

/// Checks of a model whose table name comes from its schema, see model_check.hpp.
namespace dynaco::detail::table_checks {

template <class Model>
inline constexpr bool schema_has_a_table_name = false;

/// The table name in the schema.
template <class Model>
constexpr std::string_view name_of_table() {
    constexpr std::string_view name = [] {
        if constexpr (is_sound<Model> && requires { Model::schema.table_name; })
            return std::string_view(Model::schema.table_name);
        else
            return std::string_view();
    }();
    if constexpr (name.empty() && is_sound<Model>)
        static_assert(schema_has_a_table_name<Model>,
                      "dynaco: the model's schema has no .table_name: add it, or pass the name after the "
                      "client, (db, \"name\") (see schema_has_a_table_name<Model> in this message)");
    return name;
}

}  // namespace dynaco::detail::table_checks
