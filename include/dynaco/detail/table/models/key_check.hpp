#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/expression/check.hpp>
#include <dynaco/detail/expression/suits.hpp>
#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/model/record.hpp>
#include <dynaco/detail/model/record_check.hpp>
#include <dynaco/detail/table/models/object_check.hpp>
#include <dynaco/schema.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// Checks of the keys of a model or an index, and of the arguments that are passed for them. The names are
/// worded for the compiler's message, see expression/check.hpp.
namespace dynaco::detail::table_checks {

template <class Model, class Key, class KeyType>
inline constexpr bool key_is_a_string_number_or_binary = false;
template <class Model, class Discriminator>
inline constexpr bool discriminator_is_not_a_key = false;
template <class Model, class Key, class KeyType>
inline constexpr bool table_key_is_not_optional = false;
template <class Keys, class Member>
inline constexpr bool keys_are_different_members = false;
template <class Model>
inline constexpr bool key_is_complete = false;
template <class Model>
inline constexpr bool model_has_a_range_key = false;
template <class Model, class Key, class KeyType, class Operand>
inline constexpr bool operand_fits_key = false;
template <class Model, class Key, class KeyType, class Operand>
inline constexpr bool operand_fits_composed_key = false;

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
        if constexpr (i == model::field_count<Model> && Name == model::discriminator_of<Model> &&
                      !Name.empty()) {
            static_assert(
                discriminator_is_not_a_key<Model, spelled_view<Name>>,
                "dynaco: the discriminator cannot be a key of the table: use a composed key with a different "
                "text for each model, dynaco::composed<\"CAT#{id}\">, or make the discriminator the key of "
                "an index (see discriminator_is_not_a_key<Model, Discriminator> in this message)");
            return false;
        } else if constexpr (i == model::field_count<Model>) {
            static_assert(schema_names_a_member<Model, spelled_view<Name>>,
                          "dynaco: the schema's key is not a member of the model (see "
                          "schema_names_a_member<Model, Key> in this message)");
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
struct key_names {
    static constexpr std::string_view hash = Model::schema.hash_key[0];
    static constexpr std::string_view range = Model::schema.range_key[0];
};

/// The members that a key is composed of.
template <class Member>
inline constexpr std::size_t hole_count = 0;
template <fixed_string Template>
inline constexpr std::size_t hole_count<composed<Template>> = model::template_of<Template>.count;

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

template <class Member, class Operand>
consteval bool has_the_type_of() {
    if constexpr (writable_attribute<Operand>) {
        return codec<Operand>::type == codec<Member>::type;
    } else {
        return false;
    }
}

/// True if a value of type `Operand` can be used for a key that is a `Member`.
template <class Operand, class Member>
consteval bool fits_key() {
    if constexpr (std::is_same_v<Operand, composed_text>) {
        return fits_key<std::string_view, Member>();
    } else if constexpr (writable_attribute<Operand>) {
        return has_the_type_of<Member, Operand>() &&
               expression::suits<expression::use::compare, Member, Operand>();
    } else {
        return false;
    }
}

template <class Model, class Member, class... Part, std::size_t... Hole>
consteval bool parts_fit(std::type_identity<key_parts<Part...>>, std::index_sequence<Hole...>) {
    return (fits_key<std::remove_cvref_t<detail::key_part<Part>>, hole_type<Model, Member, Hole>>() && ...);
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
    if constexpr (!fits && hole_count<Member> == 0)
        static_assert(operand_fits_composed_key<Model, spelled_view<Key>, Member, Operand>,
                      "dynaco: the key has the same text in every item: leave it out (see "
                      "operand_fits_composed_key<Model, Key, KeyType, Operand> in this message)");
    else if constexpr (!fits)
        static_assert(operand_fits_composed_key<Model, spelled_view<Key>, Member, Operand>,
                      "dynaco: the key is composed: pass the value of the member in its template, "
                      "dynaco::parts(a, b) for several members, or dynaco::composed_text(\"the whole key\") "
                      "(see operand_fits_composed_key<Model, Key, KeyType, Operand> in this message)");
    return fits;
}

template <class Model, const std::string_view& Key, class Part>
consteval bool check_key_operand() {
    using operand = std::remove_cvref_t<Part>;
    using member = model::field_type<Model, model::field_index<Model>(Key)>;
    constexpr bool fits = fits_key<operand, member>();
    if constexpr (is_object_of_a_table<operand>)
        return check_is_not_an_object<Model, operand>();
    else if constexpr (model::is_composed<member>)
        return check_composed_operand<Model, Key, member, operand>();
    else if constexpr (!fits && has_the_type_of<member, operand>())
        static_assert(operand_fits_key<Model, spelled_view<Key>, member, operand>,
                      "dynaco: a key can never be equal to this operand: pass a value of the key's type (see "
                      "operand_fits_key<Model, Key, KeyType, Operand> in this message)");
    else if constexpr (!fits)
        static_assert(operand_fits_key<Model, spelled_view<Key>, member, operand>,
                      "dynaco: the argument and the key have different DynamoDB types (see "
                      "operand_fits_key<Model, Key, KeyType, Operand> in this message)");
    return fits;
}

/// A member that is named twice as a key, or empty.
template <class Keys>
struct repeated_key {
    static constexpr std::string_view text = [] {
        const auto count = [](std::string_view name) {
            std::size_t found = 0;
            for (const std::string_view each : Keys::schema.hash_key) found += each == name ? 1 : 0;
            for (const std::string_view each : Keys::schema.range_key) found += each == name ? 1 : 0;
            return found;
        };
        for (const std::string_view each : Keys::schema.hash_key)
            if (count(each) > 1) return each;
        for (const std::string_view each : Keys::schema.range_key)
            if (count(each) > 1) return each;
        return std::string_view();
    }();
};

/// Checks that the key of a table is not optional. The keys of an index can be: an item without them is not
/// in the index.
template <class Model, const std::string_view& Name>
consteval bool check_key_is_there() {
    constexpr std::size_t i = model::field_index<Model>(Name);
    if constexpr (i < model::field_count<Model>) {
        using type = model::field_type<Model, i>;
        constexpr bool is_there = std::is_same_v<expression::unwrapped<type>, type>;
        if constexpr (!is_there)
            static_assert(table_key_is_not_optional<Model, spelled_view<Name>, type>,
                          "dynaco: a key of a table cannot be optional: every item must have its key (see "
                          "table_key_is_not_optional<Model, Key, KeyType> in this message)");
        return is_there;
    } else {
        return true;
    }
}

template <class Model>
consteval bool check_table_keys() {
    const bool hash = check_key_is_there<Model, key_names<Model>::hash>();
    const bool range = check_key_is_there<Model, key_names<Model>::range>();
    return hash && range;
}

template <class Keys>
consteval bool check_keys_differ() {
    constexpr bool differ = repeated_key<Keys>::text.empty();
    if constexpr (!differ)
        static_assert(
            keys_are_different_members<Keys, spelled_view<repeated_key<Keys>::text>>,
            "dynaco: the schema's hash key and range key are the same member: leave out the range key or "
            "name another member (see keys_are_different_members<Model, Member> in this message)");
    return differ;
}

template <class Model>
consteval bool check_keys() {
    const bool first = check_keys_differ<Model>() && check_key<Model, key_names<Model>::hash, true>() &&
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

}  // namespace dynaco::detail::table_checks
