#pragma once

#include <dynaco/expressions.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>
#include <dynaco/writing.hpp>

#include <optional>
#include <type_traits>

/// The clauses of a write, `when(condition)` and `returning::…`, and the result that they make it have.
namespace dynaco::detail {

template <class T>
inline constexpr bool is_condition_clause = false;
template <class E>
inline constexpr bool is_condition_clause<expression::condition_clause<E>> = true;
template <class T>
inline constexpr bool is_returning_clause = false;
template <return_values What>
inline constexpr bool is_returning_clause<returning_clause<What>> = true;

template <class T>
constexpr return_values values_of() {
    if constexpr (is_returning_clause<T>) {
        return T::values;
    } else {
        return return_values::none;
    }
}

/// A clause of a write: `when(condition)` or a member of `returning`.
template <class T>
concept write_clause = is_condition_clause<T> || is_returning_clause<T>;

/// True if one of the arguments of a write is `when(condition)`.
template <class... Argument>
inline constexpr bool has_condition = (is_condition_clause<Argument> || ...);
/// What a write with these arguments returns.
template <class... Argument>
inline constexpr return_values values_wanted = [] {
    return_values wanted = return_values::none;
    ((wanted = is_returning_clause<Argument> ? values_of<Argument>() : wanted), ...);
    return wanted;
}();

/// The type that a write with `Values` returns: `View` if that is not void, else `Model` for a whole item and
/// `item` for single attributes.
template <class Model, class View, return_values Values>
struct returned_item {
    static constexpr bool whole = Values == return_values::all_old || Values == return_values::all_new;
    using default_view = std::conditional_t<whole, Model, item>;
    using type = std::conditional_t<std::is_void_v<View>, default_view, View>;
};
template <class Model, class View>
struct returned_item<Model, View, return_values::none> {
    using type = void;
};

/// What a call does when the condition of its write is not met.
enum class on_conflict {
    fail,    ///< It throws, as `save` does.
    answer,  ///< It returns a verdict, as `try_save` does.
};

/// The result of a write: the returned item, nothing, or a verdict.
template <class Model, class View, on_conflict Form, return_values Values>
struct write_answer {
    using returned = typename returned_item<Model, View, Values>::type;
    // A new item always exists; an old one may not.
    static constexpr bool sure = Values == return_values::none || Values == return_values::all_new;
    using plain = std::conditional_t<sure, returned, std::optional<std::conditional_t<sure, item, returned>>>;
    using type = std::conditional_t<Form == on_conflict::fail, plain, verdict<Model, plain>>;
};
template <class Model, on_conflict Form, return_values Values = return_values::none, class View = void>
using answer_to_write = typename write_answer<Model, View, Form, Values>::type;

template <return_values Values>
inline constexpr bool put_and_delete_return_all_old_only = false;
template <class... Clause>
inline constexpr bool has_one_condition_and_one_returning = false;

/// Checks the clauses of a save or removal: at most one of each kind, and none that PutItem and DeleteItem
/// refuse.
template <class... Clause>
consteval bool check_write_clauses() {
    constexpr bool single = (0 + ... + static_cast<int>(is_condition_clause<Clause>)) <= 1 &&
                            (0 + ... + static_cast<int>(is_returning_clause<Clause>)) <= 1;
    constexpr return_values wanted = values_wanted<Clause...>;
    constexpr bool possible = wanted == return_values::none || wanted == return_values::all_old;
    if constexpr (!single)
        static_assert(
            has_one_condition_and_one_returning<Clause...>,
            "dynaco: a write can have one when(condition) and one returning::... only: join conditions with "
            "&& (see has_one_condition_and_one_returning<Clause...> in this message)");
    else if constexpr (!possible)
        static_assert(
            put_and_delete_return_all_old_only<wanted>,
            "dynaco: save() and remove() can return all_old only: use update() for other returning::... "
            "values (see put_and_delete_return_all_old_only<Values> in this message)");
    return single && possible;
}

/// The absence of a `when(condition)`.
struct unconditional {
    static constexpr bool is_static = true;
    template <class Model>
    static consteval bool check() {
        return true;
    }
    template <class Model, class Sink>
    static constexpr void lower(Sink&, const unconditional*) {}
};
inline constexpr unconditional no_when{};

/// The `when(condition)` among the arguments, or `no_when`.
inline const unconditional& condition_among() { return no_when; }
template <class First, class... Rest>
const auto& condition_among(const First& first, const Rest&... rest) {
    if constexpr (is_condition_clause<First>)
        return first;
    else
        return condition_among(rest...);
}

template <return_values Values>
inline constexpr bool transaction_returns_no_items = false;

/// Checks that a write in a transaction does not return items.
template <class... Argument>
consteval bool check_returns_nothing() {
    constexpr return_values wanted = values_wanted<Argument...>;
    if constexpr (wanted != return_values::none)
        static_assert(
            transaction_returns_no_items<wanted>,
            "dynaco: a write in a transaction cannot return items: DynamoDB returns them only if the "
            "transaction fails (see transaction_returns_no_items<Values> in this message)");
    return wanted == return_values::none;
}

}  // namespace dynaco::detail
