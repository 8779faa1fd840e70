#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/options.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {

namespace detail {

/// Gives the item that stood in the way of a write to `sink`, if the failure has one.
/// @throws error
void read_existing(const failure& refused, attributes_sink sink);
/// The same for a statement of a transaction or batch, counted from 0.
void read_existing(const failure& refused, std::size_t statement, attributes_sink sink);

}  // namespace detail

/// The stored item that made a write fail; nothing if there was none, if the failure is no conflict of a
/// write, or if `return_existing` of the options was off. Decoded by each call.
///
///     catch (const dynaco::error& e) {
///         if (e.code() != dynaco::condition::conflict) throw;
///         std::optional<Account> stored = dynaco::existing<Account>(e);
///     }
///
/// @throws error  condition::model_mismatch
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why) {
    std::optional<Model> found;
    auto take = [&found](json::reader& in) { return detail::read_item(in, found.emplace()); };
    detail::read_existing(why, take);
    return found;
}
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why) {
    return existing<Model>(why.as_failure());
}
/// The same for a statement of a transaction or batch, counted from 0.
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why, std::size_t statement) {
    std::optional<Model> found;
    auto take = [&found](json::reader& in) { return detail::read_item(in, found.emplace()); };
    detail::read_existing(why, statement, take);
    return found;
}
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why, std::size_t statement) {
    return existing<Model>(why.as_failure(), statement);
}

/// What became of a write, as the `try_` calls say it: true if it was made, false if its condition (the
/// caller's, or that of a version) did not hold. With `Answer`, which is what the call without `try_` gives,
/// it has what the write was asked to return.
template <class Model, class Answer = void>
class verdict;

template <class Model>
class [[nodiscard]] verdict<Model, void> {
 public:
    /// The write was made.
    verdict() = default;
    /// The condition did not hold.
    explicit verdict(failure why) : refused_(std::move(why)) {}

    explicit operator bool() const noexcept { return !refused_.code().failed(); }

    /// The item that stood in the way; nothing if there was none, if the write was made, or if
    /// `write_options::return_existing` was off. Decoded by each call.
    /// @throws error  condition::model_mismatch
    [[nodiscard]] std::optional<Model> existing() const {
        if (*this) return std::nullopt;
        return dynaco::existing<Model>(refused_);
    }

    /// Which condition did not hold: errc::conditional_check_failed, errc::version_conflict or
    /// errc::duplicate_item; no failure if the write was made.
    [[nodiscard]] const failure& why() const noexcept { return refused_; }

    /// Turns a false verdict into the exception that the call without `try_` throws.
    /// @throws error  `why()`
    void or_throw() const {
        if (!*this) throw error(refused_);
    }

 private:
    failure refused_{};
};

namespace detail {

template <class Answer>
struct returned_by {
    using type = Answer;
};
template <class Returned>
struct returned_by<std::optional<Returned>> {
    using type = Returned;
};

}  // namespace detail

template <class Model, class Answer>
class [[nodiscard]] verdict : public verdict<Model> {
    using returned_type = typename detail::returned_by<Answer>::type;

 public:
    /// The write was made and this came back.
    explicit verdict(std::optional<returned_type> returned) : returned_(std::move(returned)) {}
    explicit verdict(failure why) : verdict<Model>(std::move(why)) {}

    /// What `returning::…` asked for; nothing if the condition did not hold, or if there was nothing to
    /// return: no old item.
    [[nodiscard]] const std::optional<returned_type>& returned() const& noexcept { return returned_; }
    [[nodiscard]] std::optional<returned_type> returned() && { return std::move(returned_); }

    /// What the call without `try_` gives or throws.
    /// @throws error  `why()`
    Answer or_throw() const& { return verdict(*this).answer(); }
    Answer or_throw() && { return answer(); }

 private:
    Answer answer() {
        verdict<Model>::or_throw();
        if constexpr (std::is_same_v<Answer, returned_type>)
            return *std::move(returned_);
        else
            return std::move(returned_);
    }

    std::optional<returned_type> returned_{};
};

namespace detail {

/// Asks a write for the item, or the attributes that it changed, as they were before or are now
/// (ReturnValues). Costs nothing but the way back.
template <return_values What>
struct returning_clause {
    static constexpr return_values values = What;
};

}  // namespace detail

namespace returning {

inline constexpr detail::returning_clause<return_values::all_old> all_old{};          ///< The item as it was.
inline constexpr detail::returning_clause<return_values::updated_old> updated_old{};  ///< Updates only.
inline constexpr detail::returning_clause<return_values::all_new> all_new{};          ///< Updates only.
inline constexpr detail::returning_clause<return_values::updated_new> updated_new{};  ///< Updates only.

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

/// Calls `f` with the condition clause among `clause`, or with nothing.
template <class F, class... Clause>
auto with_condition_of(const F& f, const Clause&... clause) {
    return std::apply(f, std::tuple_cat(detail::as_condition(clause)...));
}

}  // namespace detail

}  // namespace dynaco
