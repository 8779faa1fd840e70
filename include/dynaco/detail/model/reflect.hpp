#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/attribute_traits.hpp>
#include <dynaco/detail/model/initialisers.hpp>
#include <dynaco/detail/model/tie_fields.hpp>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// The members of an aggregate, by index and by name, without macros. The members of embedded parts count as
/// members of the aggregate itself. `unknown_attributes` does not count.
namespace dynaco::detail::model {

template <class Model>
inline constexpr bool is_a_plain_aggregate = std::is_aggregate_v<Model>;
template <class Model>
inline constexpr bool model_has_no_base_class = false;
template <class Model>
inline constexpr bool model_has_at_most_64_members = false;
template <class Model>
inline constexpr bool members_are_values = false;
template <class Model>
inline constexpr bool model_has_no_bit_field = false;

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

// Never defined: constant expressions use only the addresses of its members.
template <class T>
struct holder {
    T value;
};
template <class T>
extern const holder<T> never_defined;

template <auto Value>
struct constant;
template <class T, std::size_t Count>
consteval bool holds_bit_field() {
    if constexpr (Count == 0)
        return false;
    else
        return !requires { typename constant<tie_fields<Count, as_addresses>(never_defined<T>.value)>; };
}

enum class field_problem { none, no_aggregate, base_class, c_array, too_many, no_values, bit_field };

// Finds the problem without a message. `check_fields` prints the message: a compiler prints every function
// between a call and its failed check, so the check must be near the call.
template <class T>
consteval field_problem find_field_problem() {
    if constexpr (!is_a_plain_aggregate<T>) {
        return field_problem::no_aggregate;
    } else if constexpr (requires { T{any_base<T>{}}; }) {
        return field_problem::base_class;
    } else {
        constexpr std::size_t count = count_initialisers<T>();
        if constexpr (holds_c_array<T, any_member<T>, count>())
            return field_problem::c_array;
        else if constexpr (count > max_fields)
            return field_problem::too_many;
        else if constexpr (count == 0 && !std::is_empty_v<T>)
            return field_problem::no_values;
        else
            return holds_bit_field<T, count>() ? field_problem::bit_field : field_problem::none;
    }
}

template <class T>
consteval bool check_fields() {
    constexpr field_problem found = find_field_problem<T>();
    if constexpr (found == field_problem::no_aggregate)
        static_assert(
            is_a_plain_aggregate<T>,
            "dynaco: a model must be a plain aggregate: no constructors, no private members, no virtual "
            "functions (see is_a_plain_aggregate<Model> in this message)");
    else if constexpr (found == field_problem::base_class)
        static_assert(model_has_no_base_class<T>,
                      "dynaco: a model must not have a base class: use a member of the type "
                      "dynaco::embedded<Base> instead (see model_has_no_base_class<Model> in this message)");
    else if constexpr (found == field_problem::c_array)
        static_assert(model_has_no_c_array<T>,
                      "dynaco: a member is a C array: use std::array (see model_has_no_c_array<Model> in "
                      "this message)");
    else if constexpr (found == field_problem::too_many)
        static_assert(model_has_at_most_64_members<T>,
                      "dynaco: a model can have at most 64 members: move some into a struct (stored as a "
                      "map) or into a dynaco::embedded<Part> (stored as separate attributes) (see "
                      "model_has_at_most_64_members<Model> in this message)");
    else if constexpr (found == field_problem::no_values)
        static_assert(members_are_values<T>,
                      "dynaco: a member is a reference, or cannot be constructed from a value of its type: "
                      "declare it as a value (see members_are_values<Model> in this message)");
    else if constexpr (found == field_problem::bit_field)
        static_assert(model_has_no_bit_field<T>,
                      "dynaco: a member is a bit-field, and a reference cannot refer to it: declare it "
                      "without a width (see model_has_no_bit_field<Model> in this message)");
    return found == field_problem::none;
}

/// True if the members of `T` can be listed. Otherwise the compiler prints the reason, and `T` is treated as
/// a type without members.
template <class T>
inline constexpr bool is_reflectable = model::check_fields<std::remove_cv_t<T>>();

// The members as they are declared, without those of embedded parts.
template <class T>
inline constexpr std::size_t declared_count = [] {
    if constexpr (is_reflectable<T>) return count_initialisers<std::remove_cv_t<T>>();
    return std::size_t(0);
}();

template <class T>
constexpr auto declared_fields(T& object) noexcept {
    return tie_fields<declared_count<T>>(object);
}
template <class T>
using declared_tuple = decltype(declared_fields(std::declval<T&>()));
template <class T, std::size_t I>
using declared_type = std::remove_cvref_t<std::tuple_element_t<I, declared_tuple<T>>>;

template <class Tuple>
inline constexpr bool is_flat = false;
template <class... Member>
inline constexpr bool is_flat<std::tuple<Member&...>> =
    !((is_embedded<std::remove_cv_t<Member>> || is_unknown_attributes<std::remove_cv_t<Member>>) || ...);

/// References to the members, in the order of declaration.
template <class T>
constexpr auto fields(T& object) noexcept;

template <class Member>
constexpr auto flattened(Member& member) noexcept {
    if constexpr (is_unknown_attributes<std::remove_cv_t<Member>>) {
        return std::tuple<>();
    } else if constexpr (is_embedded<std::remove_cv_t<Member>>) {
        using part = part_of<std::remove_cv_t<Member>>;
        return fields(static_cast<std::conditional_t<std::is_const_v<Member>, const part, part>&>(member));
    } else {
        return std::tie(member);
    }
}

template <class T>
constexpr auto fields(T& object) noexcept {
    if constexpr (model::is_flat<model::declared_tuple<T>>) {
        return model::declared_fields(object);
    } else {
        return std::apply([](auto&... member) { return std::tuple_cat(model::flattened(member)...); },
                          model::declared_fields(object));
    }
}

/// The number of members.
template <class T>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(fields(std::declval<T&>()))>;

/// The type of member `I`.
template <class T, std::size_t I>
using field_type = std::remove_cvref_t<std::tuple_element_t<I, decltype(fields(std::declval<T&>()))>>;

// clang 14 accepts a pointer to a subobject as template argument only inside a class.
template <class T>
struct address {
    const T* pointer;
};
template <class T>
address(const T*) -> address<T>;

template <auto Address>
consteval std::string_view pretty_name() {
    constexpr std::string_view text = __PRETTY_FUNCTION__;
#if defined(__clang__)
    constexpr auto end = text.rfind('}');  // [Address = {&never_defined.value.NAME}]
    constexpr auto begin = text.rfind('.', end) + 1;
#else
    constexpr auto end = text.find(")}", text.find("never_defined"));  // value.Account::NAME)}
    constexpr auto begin = text.rfind(':', end) + 1;
#endif
    return text.substr(begin, end - begin);
}

template <class T, std::size_t I>
consteval std::string_view field_name() {
    return pretty_name<address{&std::get<I>(declared_fields(never_defined<T>.value))}>();
}

template <class T>
consteval std::array<std::string_view, field_count<T>> collect_names();

template <class T, std::size_t I, std::size_t N>
constexpr void append_names(std::array<std::string_view, N>& names, std::size_t& size) {
    using member = declared_type<T, I>;
    if constexpr (is_embedded<member>) {
        for (const std::string_view each : collect_names<part_of<member>>()) names[size++] = each;
    } else if constexpr (!is_unknown_attributes<member>) {
        names[size++] = field_name<T, I>();
    }
}
template <class T>
consteval std::array<std::string_view, field_count<T>> collect_names() {
    std::array<std::string_view, field_count<T>> names{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        [[maybe_unused]] std::size_t size = 0;
        (append_names<T, I>(names, size), ...);
    }
    (std::make_index_sequence<declared_count<T>>{});
    return names;
}

/// The members' names, in the order of declaration.
template <class T>
inline constexpr auto field_names = model::collect_names<T>();

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// The index of the member called `name`, or `field_count<T>` if it does not exist.
template <class T>
consteval std::size_t field_index(std::string_view name) {
    std::size_t i = 0;
    while (i < field_count<T> && field_names<T>[i] != name) ++i;
    return i;
}

}  // namespace dynaco::detail::model
