#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/clause.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/verdict.hpp>

#include <optional>
#include <tuple>
#include <type_traits>

namespace dynaco {

/// Asks a write for the item, or the attributes that it changed, as they were before or are now
/// (ReturnValues). Costs nothing but the way back.
template <return_values What>
struct returning_clause {
    static constexpr return_values values = What;
};

namespace returning {

inline constexpr returning_clause<return_values::all_old> all_old{};          ///< The item as it was.
inline constexpr returning_clause<return_values::updated_old> updated_old{};  ///< Updates only.
inline constexpr returning_clause<return_values::all_new> all_new{};          ///< Updates only.
inline constexpr returning_clause<return_values::updated_new> updated_new{};  ///< Updates only.

}  // namespace returning

namespace detail {

template <class T>
inline constexpr bool is_condition_clause = false;
template <class E>
inline constexpr bool is_condition_clause<expression::condition_clause<E>> = true;
template <class T>
inline constexpr bool is_returning_clause = false;
template <return_values What>
inline constexpr bool is_returning_clause<returning_clause<What>> = true;

template <class T>
auto as_condition(const T& argument) {
    if constexpr (is_condition_clause<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}

template <class T>
constexpr return_values values_of() {
    if constexpr (is_returning_clause<T>) {
        return T::values;
    } else {
        return return_values::none;
    }
}

}  // namespace detail

/// `when(condition)`, or one of `returning`.
template <class T>
concept write_clause = detail::is_condition_clause<T> || detail::is_returning_clause<T>;

/// Whether one of the arguments of a write is `when(condition)`.
template <class... Argument>
inline constexpr bool has_condition = (detail::is_condition_clause<Argument> || ...);
/// What the arguments of a write ask for.
template <class... Argument>
inline constexpr return_values values_wanted = [] {
    return_values wanted = return_values::none;
    ((wanted = detail::is_returning_clause<Argument> ? detail::values_of<Argument>() : wanted), ...);
    return wanted;
}();

/// What a write answers that is asked for `Values`: attributes of `Model`, or of `View` if that is not void.
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

/// What a call does when the condition of its write does not hold.
enum class on_conflict {
    fail,    ///< Throws: `save`.
    answer,  ///< Answers a verdict: `try_save`.
};

/// The answer to a write: what is returned, if anything, or a verdict.
template <class Model, class View, on_conflict Form, return_values Values>
struct write_answer {
    using returned = typename returned_item<Model, View, Values>::type;
    // There is a new item always, an old one perhaps.
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

/// The clauses of a save or removal: at most one of a kind, and nothing that PutItem and DeleteItem refuse.
template <class... Clause>
consteval bool check_write_clauses() {
    constexpr bool single = (0 + ... + static_cast<int>(detail::is_condition_clause<Clause>)) <= 1 &&
                            (0 + ... + static_cast<int>(detail::is_returning_clause<Clause>)) <= 1;
    constexpr return_values wanted = values_wanted<Clause...>;
    constexpr bool possible = wanted == return_values::none || wanted == return_values::all_old;
    if constexpr (!single)
        static_assert(has_one_condition_and_one_returning<Clause...>,
                      "dynaco: a write takes one when(condition), conditions joined with &&, and one of "
                      "returning (see has_one_condition_and_one_returning<Clause...> in this message)");
    else if constexpr (!possible)
        static_assert(put_and_delete_return_all_old_only<wanted>,
                      "dynaco: save() and remove() can return all_old only; updates can return the rest (see "
                      "put_and_delete_return_all_old_only<Values> in this message)");
    return single && possible;
}

/// Calls `f` with the condition clause among `clause`, or with nothing.
template <class F, class... Clause>
auto with_condition_of(const F& f, const Clause&... clause) {
    return std::apply(f, std::tuple_cat(detail::as_condition(clause)...));
}

}  // namespace dynaco
