#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/read/read_calls.hpp>
#include <dynaco/reading.hpp>

namespace dynaco::detail {

/// A table (`Keys` is the model) or an index (`Keys` is the index's struct) that can be queried and scanned.
/// Only the members of `Keys` can be read and used in filters.
///
/// A query reads the items with one hash key. It can have a condition on the range key and a filter. A scan
/// reads all items. It can have a filter. `View` is the type that items are read into: an aggregate whose
/// members are a subset of those of `Keys`. Its projection is made automatically. Requests are encoded before
/// these functions return. The first request is sent when the first item is requested.
template <class Keys, class Model>
class readable : public read_calls<Keys, Model> {
    using base = read_calls<Keys, Model>;

 public:
    /// Queries the items with this hash key, in the order of their range keys (Query). Arguments: the hash
    /// key, then optionally a condition on the range key, a filter and `query_options`.
    ///
    ///     orders.query("order-1")
    ///     orders.query("order-1", "item_id"_a.begins_with("item-"))
    ///     orders.query("order-1", filter("quantity"_a > 5), {.limit = 10})
    ///     orders.query("order-1", "item_id"_a > "item-2", filter("quantity"_a > 5))
    template <class View = whole_item<Keys>, class Hash, class A = query_options,
              class B = argument_after<query_options, A>, class C = argument_after<query_options, A, B>>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, const A& a = {}, const B& b = {},
                                            const C& c = {}) const {
        constexpr bool has_range = expression::condition_node<A>;
        const auto options = options_among<query_options>(a, b, c);
        if constexpr (!check_read<View, Model, query_options, A, B, C>())
            return base::template nothing<View>();
        else if constexpr (has_range && expression::is_filter_clause<B>)
            return base::template make_query<View>(hash, a, options, b);
        else if constexpr (has_range)
            return base::template make_query<View>(hash, a, options);
        else if constexpr (expression::is_filter_clause<A>)
            return base::template make_query<View>(hash, expression::no_condition{}, options, a);
        else
            return base::template make_query<View>(hash, expression::no_condition{}, options);
    }

    /// Reads all items, in no particular order (Scan). Arguments: optionally a filter and `scan_options`.
    ///
    ///     accounts.scan()
    ///     accounts.scan(filter("balance"_a > 100), {.limit = 10})
    template <class View = whole_item<Keys>, class A = scan_options,
              class B = argument_after<scan_options, A>>
    [[nodiscard]] item_iterator<View> scan(const A& a = {}, const B& b = {}) const {
        if constexpr (!check_read<View, Model, scan_options, expression::no_condition, A, B>())
            return base::template nothing<View>();
        else if constexpr (expression::is_filter_clause<A>)
            return base::template make_scan<View>(options_among<scan_options>(b), a);
        else
            return base::template make_scan<View>(options_among<scan_options>(a));
    }

    /// Scans all segments at the same time and returns their items in the order in which the pages arrive.
    /// Each item is returned exactly once, in no particular order. Arguments: optionally a filter and
    /// `parallel_scan_options`.
    ///
    ///     accounts.parallel_scan({.segments = 8})
    ///     accounts.parallel_scan(filter("balance"_a > 100), {.segments = 8})
    template <class View = whole_item<Keys>, class A = parallel_scan_options,
              class B = argument_after<parallel_scan_options, A>>
    [[nodiscard]] item_iterator<View> parallel_scan(const A& a = {}, const B& b = {}) const {
        if constexpr (!check_read<View, Model, parallel_scan_options, expression::no_condition, A, B>())
            return base::template nothing<View>();
        else if constexpr (expression::is_filter_clause<A>)
            return base::template make_parallel_scan<View>(options_among<parallel_scan_options>(b), a);
        else
            return base::template make_parallel_scan<View>(options_among<parallel_scan_options>(a));
    }

    using base::table_name;  ///< The name or ARN of the table.

 protected:
    using base::base;
};

}  // namespace dynaco::detail
