#pragma once

#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// Checks of an index when its table is created or when it is read. The names are worded for the compiler's
/// message, see expression/check.hpp.
namespace dynaco::detail::table_checks {

template <class Index, class Model, class Member>
inline constexpr bool keys_only_index_has_the_member = false;
template <class Index, class Model>
inline constexpr bool local_index_shares_the_hash_key = false;
template <class Index>
inline constexpr bool local_index_keys_are_single_attributes = false;

using model::is_part_of_a_key;  // its value can be read from the key

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
            keys_only_index_has_the_member<Index, Model, spelled_view<member_name<Index, I>::text>>,
            "dynaco: a keys-only index has only its own keys and the table's: it does not have this member "
            "(see keys_only_index_has_the_member<Index, Model, Member> in this message)");
}

template <class Index>
inline constexpr bool index_has_a_schema = false;

template <class Index, class Model>
consteval bool check_declared_index();

/// Checks all requirements on `table<Model>::index<Index>()`.
template <class Index, class Model>
consteval bool check_index() {
    if constexpr (!is_sound<Model> || !model::is_reflectable<Index> || !model::check_schema<Index>()) {
        return false;
    } else if constexpr (!requires { Index::schema.index_name; }) {
        static_assert(
            index_has_a_schema<Index>,
            "dynaco: the index's struct needs a schema: `static constexpr dynaco::index_schema "
            "schema{.index_name = ..., .hash_key = ...}` (see index_has_a_schema<Index> in this message)");
        return false;
    } else {
        return check_declared_index<Index, Model>();
    }
}

template <class Index, class Model>
consteval bool check_declared_index() {
    constexpr bool members_fit = check_view_members<Index, Model>();
    if constexpr (Index::schema.projection == projection::keys_only)
        []<std::size_t... I>(std::index_sequence<I...>) { (check_key_member<Index, Model, I>(), ...); }
    (std::make_index_sequence<model::field_count<Index>>{});
    constexpr bool is_possible =
        Index::schema.scope == index_scope::global ||
        (Index::schema.hash_key == Model::schema.hash_key && !Index::schema.range_key.empty());
    if constexpr (!is_possible)
        static_assert(local_index_shares_the_hash_key<Index, Model>,
                      "dynaco: a local index must have the table's hash key and a different range key (see "
                      "local_index_shares_the_hash_key<Index, Model> in this message)");
    constexpr bool has_right_keys = Index::schema.scope == index_scope::global || has_single_keys<Index>();
    if constexpr (!has_right_keys)
        static_assert(
            local_index_keys_are_single_attributes<Index>,
            "dynaco: the range key of a local index must be one attribute: only a global index's keys can "
            "have several (see local_index_keys_are_single_attributes<Index> in this message)");
    return check_keys<Index>() && members_fit && is_possible && has_right_keys;
}

template <class Model, class... Index>
consteval bool check_each_index(indexes<Index...>) {
    return (check_index<Index, Model>() && ...);
}

/// True if `Keys`, a model or the struct of one of its indexes, passed all checks, see `is_sound`.
template <class Keys, class Model>
inline constexpr bool is_sound_source = check_index<Keys, Model>();
template <class Model>
inline constexpr bool is_sound_source<Model, Model> = is_sound<Model>;

/// Checks all requirements on the indexes that `Model` lists.
template <class Model>
consteval bool check_indexes() {
    if constexpr (requires { typename Model::indexes; }) {
        return check_each_index<Model>(typename Model::indexes{});
    } else {
        return true;
    }
}

}  // namespace dynaco::detail::table_checks
