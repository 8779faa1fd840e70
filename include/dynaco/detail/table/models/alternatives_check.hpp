#pragma once

#include <dynaco/detail/model/record_alternative.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// Requirements on the models of a polymorphic table. The names are worded for the compiler's message, see
/// model_check.hpp.
namespace dynaco::detail::table_checks {

template <class Alternative>
inline constexpr bool alternative_can_be_recognised = false;
template <class A, class B>
inline constexpr bool alternatives_can_be_distinguished = false;
template <class A, class B>
inline constexpr bool alternatives_share_the_table = false;
template <class A, class B>
inline constexpr bool alternatives_share_the_keys = false;

template <class A, class B, const std::string_view& KeyOfA, const std::string_view& KeyOfB>
consteval bool is_same_key() {
    if constexpr (KeyOfA.empty() || KeyOfB.empty()) {
        return KeyOfA.empty() == KeyOfB.empty();
    } else {
        constexpr std::size_t a = model::field_index<A>(KeyOfA);
        constexpr std::size_t b = model::field_index<B>(KeyOfB);
        return KeyOfA == KeyOfB && model::attribute_names<A>[a] == model::attribute_names<B>[b] &&
               codec<model::field_type<A, a>>::type == codec<model::field_type<B, b>>::type;
    }
}

template <class A, class B>
consteval bool check_pair() {
    constexpr bool apart = model::can_be_distinguished(model::facts_of<A>, model::facts_of<B>);
    constexpr bool one_table = A::schema.table_name == B::schema.table_name;
    constexpr bool one_key = is_same_key<A, B, key_names<A>::hash, key_names<B>::hash>() &&
                             is_same_key<A, B, key_names<A>::range, key_names<B>::range>();
    if constexpr (!one_table)
        static_assert(alternatives_share_the_table<A, B>,
                      "dynaco: the models of a polymorphic table must have the same table_name (see "
                      "alternatives_share_the_table<A, B> in this message)");
    else if constexpr (!one_key)
        static_assert(alternatives_share_the_keys<A, B>,
                      "dynaco: the models of a polymorphic table must have the same keys: member, attribute "
                      "name and DynamoDB type (see alternatives_share_the_keys<A, B> in this message)");
    else if constexpr (!apart)
        static_assert(alternatives_can_be_distinguished<A, B>,
                      "dynaco: the items of two models cannot be distinguished: give both the same "
                      "discriminator with different kinds, or composed keys with different texts (see "
                      "alternatives_can_be_distinguished<A, B> in this message)");
    return one_table && one_key && apart;
}

template <class T>
consteval bool check_alternative() {
    if constexpr (!check_model<T>()) {
        return false;
    } else {
        constexpr bool recognised = model::facts_of<T>.by_kind() || model::facts_of<T>.by_keys();
        if constexpr (!recognised)
            static_assert(
                alternative_can_be_recognised<T>,
                "dynaco: the items of this model cannot be recognised: give the model a discriminator or a "
                "composed key (see alternative_can_be_recognised<Alternative> in this message)");
        return recognised;
    }
}

template <class First, class... Rest>
consteval bool check_pairs() {
    if constexpr (sizeof...(Rest) == 0) {
        return true;
    } else {
        return (check_pair<First, Rest>() && ...) && check_pairs<Rest...>();
    }
}

/// Checks all requirements on a `table<std::variant<T...>>`. A failed check is a static_assert.
template <class... T>
consteval bool check_alternatives() {
    if constexpr ((check_alternative<T>() && ...)) {
        return check_pairs<T...>();
    } else {
        return false;
    }
}

}  // namespace dynaco::detail::table_checks
