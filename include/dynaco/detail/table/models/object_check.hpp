#pragma once

#include <dynaco/detail/model/record.hpp>

#include <concepts>
#include <type_traits>

/// Checks of an object that is passed to a table. The names are worded for the compiler's message, see
/// expression/check.hpp.
namespace dynaco {

namespace detail {

template <class Object, class Model>
inline constexpr bool object_is_of_the_tables_model = false;
template <class Object>
inline constexpr bool key_is_not_an_object = false;

/// Refuses an `Object` that is not of the table's model.
template <class Object, class Model>
concept is_another_object = !std::convertible_to<const std::remove_cvref_t<Object>&, const Model&>;

template <class Object, class Model>
consteval void refuse_another_model() {
    static_assert(object_is_of_the_tables_model<Object, Model>,
                  "dynaco: the object's type is not a model of this table: pass the object to its own table "
                  "(see object_is_of_the_tables_model<Object, Model> in this message)");
}

}  // namespace detail

namespace detail::table_checks {

/// True for an object of a model that has a table.
template <class T>
concept is_object_of_a_table = model::declares_schema<T> && requires {
    T::schema.table_name;
};
template <class T, class Model>
inline constexpr bool is_object_of_another_table = is_object_of_a_table<T> && !std::is_same_v<T, Model>;

/// Checks that the key of `Model` is passed as a value, not as an object.
template <class Model, class Key>
consteval bool check_is_not_an_object() {
    if constexpr (is_object_of_another_table<Key, Model>)
        detail::refuse_another_model<Key, Model>();
    else if constexpr (is_object_of_a_table<Key>)
        static_assert(detail::key_is_not_an_object<Key>,
                      "dynaco: the argument is an object, but this function needs a key: pass the value of "
                      "the object's key (see key_is_not_an_object<Object> in this message)");
    return !is_object_of_a_table<Key>;
}

}  // namespace detail::table_checks
}  // namespace dynaco
