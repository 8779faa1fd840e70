#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/table/models/key_check.hpp>

#include <chrono>
#include <cstddef>
#include <ratio>
#include <string_view>
#include <type_traits>

/// Checks of `schema.ttl`, see key_check.hpp.
namespace dynaco::detail::table_checks {

template <class Model, class Member>
inline constexpr bool ttl_names_a_member = false;
template <class Model, class Member, class MemberType>
inline constexpr bool ttl_is_a_number = false;

template <class Model, class Member, class MemberType>
inline constexpr bool ttl_is_in_seconds = false;

/// True if a number of this type can be a number of seconds: DynamoDB compares whole seconds since 1970.
template <class T>
inline constexpr bool counts_seconds = !std::is_floating_point_v<T>;
template <class Unit>
inline constexpr bool counts_seconds<epoch_time<Unit>> =
    std::ratio_equal_v<typename Unit::period, std::ratio<1>>;
template <class Rep, class Period>
inline constexpr bool counts_seconds<std::chrono::duration<Rep, Period>> =
    std::is_integral_v<Rep>&& std::ratio_equal_v<Period, std::ratio<1>>;

template <class Model>
struct ttl_name {
    static constexpr std::string_view text = Model::schema.ttl;
};

/// Checks that the member with the time to live, if the schema names one, exists and is written as a number
/// of seconds.
template <class Model>
consteval bool check_ttl() {
    if constexpr (ttl_name<Model>::text.empty()) {
        return true;
    } else {
        using shown = spelled_view<ttl_name<Model>::text>;
        constexpr std::size_t i = model::field_index<Model>(ttl_name<Model>::text);
        if constexpr (i == model::field_count<Model>) {
            static_assert(ttl_names_a_member<Model, shown>,
                          "dynaco: schema.ttl is not a member of the model (see ttl_names_a_member<Model, "
                          "Member> in this message)");
            return false;
        } else {
            using type = model::field_type<Model, i>;
            constexpr bool is_number = has_the_type_of<int, type>();
            if constexpr (!is_number)
                static_assert(ttl_is_a_number<Model, shown, type>,
                              "dynaco: schema.ttl must be a number of seconds since 1970: make the member "
                              "a dynaco::epoch_seconds (see ttl_is_a_number<Model, Member, MemberType> in "
                              "this message)");
            constexpr bool in_seconds = counts_seconds<expression::unwrapped<type>>;
            if constexpr (is_number && !in_seconds)
                static_assert(ttl_is_in_seconds<Model, shown, type>,
                              "dynaco: schema.ttl must be in whole seconds since 1970: make the member a "
                              "dynaco::epoch_seconds (see ttl_is_in_seconds<Model, Member, MemberType> in "
                              "this message)");
            return is_number && in_seconds;
        }
    }
}

template <class Model>
inline constexpr bool schema_has_a_ttl = false;

/// Checks that the schema names a valid member as `ttl`.
template <class Model>
consteval bool check_has_ttl() {
    constexpr bool has = !ttl_name<Model>::text.empty();
    if constexpr (!has)
        static_assert(schema_has_a_ttl<Model>,
                      "dynaco: the schema does not have a .ttl: add .ttl = \"member\" (see "
                      "schema_has_a_ttl<Model> in this message)");
    return has && check_ttl<Model>();
}

}  // namespace dynaco::detail::table_checks
