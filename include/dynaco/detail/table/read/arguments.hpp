#pragma once

#include <dynaco/detail/expression/key_condition.hpp>
#include <dynaco/detail/table/call/arguments.hpp>

#include <string_view>
#include <type_traits>

/// The arguments of a query or scan after its key: a condition on the range key, a filter and options.
namespace dynaco::detail {

template <class View, class Model>
inline constexpr bool model_is_read_into_a_view = false;

/// Refuses `project()` in a read of a model.
template <class View, class Model>
consteval void refuse_project() {
    static_assert(model_is_read_into_a_view<View, Model>,
                  "dynaco: project() is for table<item>: with a model, read into a struct that has only "
                  "the needed members, get<View>(key), scan<View>() (see model_is_read_into_a_view<View, "
                  "Model> in this message)");
}

template <class Options, class Before, class Argument>
consteval bool check_after_filter() {
    if constexpr (!check_options_come_last<Options, Before, Argument>())
        return false;
    else if constexpr (expression::is_filter_clause<Before> && expression::is_filter_clause<Argument>)
        static_assert(has_one_filter<Argument>,
                      "dynaco: a read can have only one filter(condition): join conditions with && (see "
                      "has_one_filter<Filter> in this message)");
    else
        return check_filter_argument<Options, Argument>();
    return false;
}

// Checks the arguments of a read: optionally a condition on the range key, a filter and options.
template <class View, class Model, class Options, class Range, class A, class B>
consteval bool check_read() {
    if constexpr (is_projection<Range> || is_projection<A> || is_projection<B>) {
        refuse_project<View, Model>();
        return false;
    } else if constexpr (expression::condition_node<Range> &&
                         !std::is_same_v<Range, expression::no_condition> &&
                         (expression::condition_node<A> || expression::condition_node<B>)) {
        static_assert(has_one_range_condition<A, B>,
                      "dynaco: a query can have only one condition on the range key: put the other "
                      "condition into filter(...): query(key, \"r\"_a > 1, filter(\"a\"_a == 1)) (see "
                      "has_one_range_condition<Argument> in this message)");
        return false;
    } else if constexpr (expression::condition_node<Range>) {
        return check_filter_argument<Options, A>() && check_after_filter<Options, A, B>();
    } else {
        return check_filter_argument<Options, Range>() && check_after_filter<Options, Range, A>() &&
               check_after_filter<Options, A, B>();
    }
}

// An empty filter does not count.
template <class Clause>
bool filters(const Clause& clause) {
    if constexpr (Clause::member != std::string_view("FilterExpression"))
        return false;
    else if constexpr (requires { clause.is_present(); })
        return clause.is_present();
    else
        return true;
}

}  // namespace dynaco::detail
