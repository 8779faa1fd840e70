#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/model/miscompiled_temporary.hpp>
#include <dynaco/detail/table/models/managed_check.hpp>
#include <dynaco/detail/table/models/object_check.hpp>

#include <concepts>
#include <type_traits>

namespace dynaco::detail {

template <class Model>
inline constexpr bool model_is_a_named_object = false;

template <class Model, class Answer = awaitable<void>>
Answer refuse_temporary() {
    static_assert(
        model_is_a_named_object<Model>,
        "dynaco: g++ 12 miscompiles a temporary model in an expression with co_await: store it in a variable "
        "first: Model m{...}; co_await table.save(m); (see model_is_a_named_object<Model> in this message)");
    return {};
}

template <class... Key>
inline constexpr bool key_is_a_named_object = false;

/// Refuses a key, or a part of one, that must be stored in a variable first.
template <class... Argument>
concept has_miscompiled_temporary = (is_miscompiled_temporary<Argument> || ...);

template <class Answer, class... Key>
Answer refuse_temporary_key() {
    static_assert(key_is_a_named_object<Key...>,
                  "dynaco: g++ 12 miscompiles a temporary struct in an expression with co_await: store the "
                  "key in a variable first: Key k{...}; co_await table.get(k); (see "
                  "key_is_a_named_object<Key> in this message)");
    return Answer();
}

template <class Model>
inline constexpr bool object_can_be_changed = false;

/// The parameter type of `save`: a reference to which it can write if the model has a version or times.
template <class Model>
using saved_object = std::conditional_t<has_managed_members<Model>, Model&, const Model&>;

/// True if `save` cannot take an `Object` (a deduced forwarding reference): it is of another model; it is
/// const or temporary although `save` changes it; or it is a temporary that the compiler destroys twice.
template <class Object, class Model>
inline constexpr bool is_refused_object =
    is_another_object<Object, Model> ||
    (std::is_base_of_v<Model, std::remove_cvref_t<Object>> &&
     (is_miscompiled_temporary<Object> || (std::same_as<Object, Model> && miscompiles_temporaries) ||
      (has_managed_members<Model> && !std::is_convertible_v<Object, Model&>)));

template <class Object, class Model>
awaitable<void> refuse_object() {
    if constexpr (is_another_object<Object, Model>)
        refuse_another_model<std::remove_cvref_t<Object>, Model>();
    else if constexpr (has_managed_members<Model>)
        static_assert(object_can_be_changed<Model>,
                      "dynaco: the object's version or times change when it is written: pass a variable that "
                      "is not const (see object_can_be_changed<Model> in this message)");
    else
        return refuse_temporary<Model>();
    return {};
}

template <class Object>
inline constexpr bool object_is_of_one_of_the_models = false;
template <class Object>
inline constexpr bool variant_is_saved_without_clauses = false;
template <class Argument>
inline constexpr bool remove_is_for_one_model = false;

/// Refuses an object that is not of one of the models of a polymorphic table.
template <class Object>
awaitable<void> refuse_object_of_no_model() {
    static_assert(object_is_of_one_of_the_models<std::remove_cvref_t<Object>>,
                  "dynaco: the argument must be an object of one of the table's models (see "
                  "object_is_of_one_of_the_models<Object> in this message)");
    return {};
}

}  // namespace dynaco::detail
