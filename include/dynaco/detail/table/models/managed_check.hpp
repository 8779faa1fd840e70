#pragma once

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/expression/attribute.hpp>
#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/table/models/key_check.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

/// The members that dynaco sets when it writes an object: the version and the times that the schema names.
namespace dynaco {

namespace detail::table_checks {

template <class Model, class Member>
inline constexpr bool managed_member_is_in_the_model = false;
template <class Model, class Member, class MemberType>
inline constexpr bool version_is_an_integer = false;
template <class Model, class Member, class MemberType>
inline constexpr bool member_holds_a_time = false;
template <class Model, class Member>
inline constexpr bool managed_member_is_not_a_key = false;
template <class Model, class Member>
inline constexpr bool version_is_not_in_a_composed_attribute = false;
template <class Model>
inline constexpr bool managed_members_are_distinct = false;

template <class Model>
struct managed_names {
    static constexpr std::string_view version{};
    static constexpr std::string_view created_at{};
    static constexpr std::string_view updated_at{};
};
template <class Model>
    requires(model::has_schema<Model>&& requires { Model::schema.version; })
struct managed_names<Model> {
    static constexpr std::string_view version = Model::schema.version;
    static constexpr std::string_view created_at = Model::schema.created_at;
    static constexpr std::string_view updated_at = Model::schema.updated_at;
};

template <class T>
inline constexpr bool is_sys_time = false;
template <class Duration>
inline constexpr bool is_sys_time<std::chrono::sys_time<Duration>> = true;

/// An integer, or an optional of an integer.
template <class T>
concept version_type = integer<typename without_optional<T>::type>;
/// A 64-bit integer of whole seconds since 1970, a type made of a `sys_time`, or an optional of one of these.
template <class T>
concept time_type = (integer<typename without_optional<T>::type> &&
                     sizeof(typename without_optional<T>::type) == 8) ||
                    is_sys_time<typename without_optional<T>::type> ||
                    std::constructible_from<typename without_optional<T>::type, detail::wall_time> ||
                    std::constructible_from<typename without_optional<T>::type, std::chrono::sys_seconds>;

template <class Model, const std::string_view& Member>
consteval std::size_t managed_index() {
    if constexpr (Member.empty()) {
        return static_cast<std::size_t>(-1);
    } else {
        return model::field_index<Model>(Member);
    }
}

// True if the member is a key, or a member of a composed key: then every write would go to another item.
// `created_at` is allowed, because it does not change.
template <class Model, const std::string_view& Member>
consteval bool is_a_key() {
    constexpr auto& hash = Model::schema.hash_key;
    constexpr auto& range = Model::schema.range_key;
    return hash.contains(Member) || range.contains(Member) ||
           (Member != managed_names<Model>::created_at &&
            (model::is_part_of_a_key<Model>(hash, Member) || model::is_part_of_a_key<Model>(range, Member)));
}

// True if the member exists and can have the role. Otherwise `check_managed` prints the message.
template <class Model, const std::string_view& Member, bool IsTime>
consteval bool has_role() {
    if constexpr (Member.empty()) {
        return false;
    } else if constexpr (managed_index<Model, Member>() == model::field_count<Model>) {
        return false;
    } else {
        using type = model::field_type<Model, managed_index<Model, Member>()>;
        return (IsTime ? time_type<type> : version_type<type>)&&!is_a_key<Model, Member>();
    }
}

template <class Model, const std::string_view& Member, bool IsTime>
consteval void check_role() {
    if constexpr (!Member.empty()) {
        using shown = spelled_view<Member>;
        constexpr std::size_t i = managed_index<Model, Member>();
        if constexpr (i == model::field_count<Model>) {
            static_assert(managed_member_is_in_the_model<Model, shown>,
                          "dynaco: the schema's version, created_at or updated_at is not a member of the "
                          "model (see managed_member_is_in_the_model<Model, Member> in this message)");
        } else if constexpr (is_a_key<Model, Member>()) {
            static_assert(managed_member_is_not_a_key<Model, shown>,
                          "dynaco: a key cannot be the version, created_at or updated_at, and its template "
                          "cannot contain the version or updated_at (see managed_member_is_not_a_key<Model, "
                          "Member> in this message)");
        } else {
            using type = model::field_type<Model, i>;
            if constexpr (!IsTime && model::is_part_of_composed<Model>(Member))
                static_assert(version_is_not_in_a_composed_attribute<Model, shown>,
                              "dynaco: the template of a composed attribute cannot contain the version: an "
                              "update increments the version without knowing its value (see "
                              "version_is_not_in_a_composed_attribute<Model, Member> in this message)");
            if constexpr (!IsTime && !version_type<type>)
                static_assert(version_is_an_integer<Model, shown, type>,
                              "dynaco: the version must be an integer or an optional of one (see "
                              "version_is_an_integer<Model, Member, MemberType> in this message)");
            if constexpr (IsTime && !time_type<type>)
                static_assert(member_holds_a_time<Model, shown, type>,
                              "dynaco: created_at and updated_at must contain a std::chrono::sys_time, or be "
                              "64-bit integers (seconds since 1970) (see member_holds_a_time<Model, Member, "
                              "MemberType> in this message)");
        }
    }
}

/// Checks all requirements on the managed members of `Model`.
template <class Model>
consteval bool check_managed() {
    using names = managed_names<Model>;
    check_role<Model, names::version, false>();
    check_role<Model, names::created_at, true>();
    check_role<Model, names::updated_at, true>();
    constexpr auto differ = [](std::string_view a, std::string_view b) { return a.empty() || a != b; };
    constexpr bool distinct = differ(names::version, names::created_at) &&
                              differ(names::version, names::updated_at) &&
                              differ(names::created_at, names::updated_at);
    if constexpr (!distinct)
        static_assert(managed_members_are_distinct<Model>,
                      "dynaco: version, created_at and updated_at must be different members (see "
                      "managed_members_are_distinct<Model> in this message)");
    return true;
}

}  // namespace detail::table_checks

namespace detail {

/// True if writes of `Model` increment a version and depend on it.
template <class Model>
inline constexpr bool is_versioned =
    table_checks::has_role<Model, table_checks::managed_names<Model>::version, false>();
template <class Model>
inline constexpr bool has_created_at =
    table_checks::has_role<Model, table_checks::managed_names<Model>::created_at, true>();
template <class Model>
inline constexpr bool has_updated_at =
    table_checks::has_role<Model, table_checks::managed_names<Model>::updated_at, true>();

/// True if `save` sets members of the object.
template <class Model>
inline constexpr bool has_managed_members =
    is_versioned<Model> || has_created_at<Model> || has_updated_at<Model>;

/// One of the managed members: its index, its type and its attribute for expressions.
template <class Model, const std::string_view& Member>
struct managed_member {
    static constexpr std::size_t index = model::field_index<Model>(Member);
    using type = model::field_type<Model, index>;
    using value_type = typename table_checks::without_optional<type>::type;
    using attribute = expression::static_attribute<fixed_string<Member.size() + 1>(Member)>;

    static auto& in(Model& object) { return std::get<index>(model::fields(object)); }
    static const auto& in(const Model& object) { return std::get<index>(model::fields(object)); }
};

}  // namespace detail

}  // namespace dynaco
