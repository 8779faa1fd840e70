#pragma once

#include <dynaco/detail/expression/refuse_condition.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/writing.hpp>

#include <type_traits>

/// The arguments of a call after its object or key: clauses, and options at the end.
///
/// A call is one function template, not a set of overloads. After a mistake the compiler then writes a few
/// lines instead of a list of all overloads. Each argument has its own template parameter. Its default is the
/// type of the options, so a braced list is taken as options. The names of constants are written for the
/// compiler's message, see check.hpp.
namespace dynaco {

namespace detail {

/// The type of an argument that is not passed. It cannot be made from a braced list with content.
struct no_argument {
    constexpr no_argument() noexcept {}  // NOLINT(modernize-use-equals-default): must not be an aggregate
};

template <class T>
inline constexpr bool is_absent = std::is_same_v<std::remove_cvref_t<T>, no_argument>;
/// True for options and for an argument that is not passed.
template <class Options, class T>
inline constexpr bool is_option =
    is_absent<T> || std::is_convertible_v<const std::remove_cvref_t<T>&, const Options&>;

/// The default type of an argument: the options, or `no_argument` if one of the arguments `Before` it is the
/// options.
template <class Options, class... Before>
using argument_after = std::conditional_t<(is_option<Options, Before> || ...), no_argument, Options>;

template <class Options, class T>
void take_options(Options& options, const T& argument) {
    if constexpr (is_option<Options, T> && !is_absent<T>) options = argument;
}

template <class T>
inline constexpr bool is_static_attribute = false;
template <fixed_string Path>
inline constexpr bool is_static_attribute<expression::static_attribute<Path>> = true;
template <class T>
inline constexpr bool is_projection = std::is_same_v<T, expression::path_projection>;

/// True if an argument of this type is not a key: it is a clause, a path or options.
template <class T>
inline constexpr bool is_no_key =
    expression::condition_node<T> || expression::is_filter_clause<T> || write_clause<T> ||
    expression::update_action<T> || is_projection<T> || is_static_attribute<T> || is_option<get_options, T> ||
    is_option<write_options, T> || is_option<query_options, T> || is_option<scan_options, T>;

/// The options among the arguments, or default options.
template <class Options, class... Argument>
Options options_among(const Argument&... argument) {
    Options options;
    (detail::take_options(options, argument), ...);
    return options;
}

// --- writes ---

template <class Argument>
inline constexpr bool is_a_clause_or_options = false;
template <class Argument>
inline constexpr bool write_options_come_last = false;

/// Checks one argument after the object or key of a save or removal.
template <class Options, class Argument>
consteval bool check_write_argument() {
    constexpr bool good = write_clause<Argument> || detail::is_option<Options, Argument>;
    if constexpr (expression::misplaced_in_a_write<Argument>)
        expression::refuse_without_when<Argument>();
    else if constexpr (!good)
        static_assert(is_a_clause_or_options<Argument>,
                      "dynaco: a write takes the object or key, then optionally when(condition), "
                      "returning::... and options such as {.return_existing = false} (see "
                      "is_a_clause_or_options<Argument> in this message)");
    return good;
}

/// Checks that nothing follows the options of a save or removal. Of two options one would be ignored.
template <class Options, class Before, class... Argument>
consteval bool check_write_order() {
    if constexpr (sizeof...(Argument) == 0) {
        return true;
    } else {
        constexpr bool good = !detail::is_option<Options, Before> || (detail::is_absent<Argument> && ...);
        if constexpr (!good)
            static_assert(
                write_options_come_last<Before>,
                "dynaco: pass the options once, as the last argument: save(object, when(...), "
                "{.return_existing = false}) (see write_options_come_last<Options> in this message)");
        else
            return check_write_order<Options, Argument...>();
        return false;
    }
}

/// Checks all arguments after the object or key of a save or removal.
template <class Options, class... Argument>
consteval bool check_write_arguments() {
    if constexpr (!(check_write_argument<Options, Argument>() && ...))
        return false;
    else if constexpr (!check_write_order<Options, Argument...>())
        return false;
    else
        return check_write_clauses<Argument...>();
}

// --- reads ---

template <class Argument>
inline constexpr bool options_come_last = false;
template <class Argument>
inline constexpr bool is_a_filter_or_options = false;
template <class Clause>
inline constexpr bool read_takes_filter_instead_of_when = false;
template <class... Filter>
inline constexpr bool has_one_filter = false;
template <class... Argument>
inline constexpr bool has_one_projection = false;
template <class... Argument>
inline constexpr bool has_one_range_condition = false;

template <class Argument>
inline constexpr bool is_get_options = false;

/// Checks the arguments of a `get` after the hash key: the range key, then options.
template <class A, class B>
consteval bool check_get_arguments() {
    constexpr bool has_range = !detail::is_option<get_options, A>;
    constexpr bool good =
        has_range ? !detail::is_no_key<A> && detail::is_option<get_options, B> : detail::is_absent<B>;
    using Argument = std::conditional_t<has_range && detail::is_no_key<A>, A, B>;
    static_assert(good || is_get_options<Argument>,
                  "dynaco: get() takes the hash key, the range key if the table has one, and optionally "
                  "options such as {.consistent_read = true} (see is_get_options<Argument> in this message)");
    return good;
}

/// Checks the end of a `get` with a projection: options, then nothing.
template <class A, class B>
consteval bool check_get_end() {
    constexpr bool good = detail::is_option<get_options, A> && detail::is_absent<B>;
    using Argument = std::conditional_t<detail::is_option<get_options, A>, B, A>;
    static_assert(
        good || is_get_options<Argument>,
        "dynaco: get() takes the hash key, the range key if the table has one, and optionally project(...) "
        "and options such as {.consistent_read = true} (see is_get_options<Argument> in this message)");
    return good;
}

/// Checks that nothing follows the options of a read.
template <class Options, class Before, class Argument>
consteval bool check_options_come_last() {
    constexpr bool good = !detail::is_option<Options, Before> || detail::is_absent<Argument>;
    static_assert(good || options_come_last<Argument>,
                  "dynaco: pass the options once, as the last argument: scan(filter(...), {.limit = "
                  "10}) (see options_come_last<Argument> in this message)");
    return good;
}

/// Checks an argument of a scan, or one of a query after its condition on the range key.
template <class Options, class Argument>
consteval bool check_filter_argument() {
    constexpr bool good = expression::is_filter_clause<Argument> || detail::is_option<Options, Argument>;
    if constexpr (expression::condition_node<Argument>)
        expression::refuse_without_filter<Argument>();
    else if constexpr (write_clause<Argument>)
        static_assert(read_takes_filter_instead_of_when<Argument>,
                      "dynaco: when(condition) is for writes: use filter(condition) in a query or scan (see "
                      "read_takes_filter_instead_of_when<Clause> in this message)");
    else if constexpr (!good)
        static_assert(is_a_filter_or_options<Argument>,
                      "dynaco: a scan takes optionally filter(condition) and options such as {.limit = 10}; "
                      "a query takes the hash key and optionally a range key condition before them (see "
                      "is_a_filter_or_options<Argument> in this message)");
    return good;
}

}  // namespace detail

}  // namespace dynaco
