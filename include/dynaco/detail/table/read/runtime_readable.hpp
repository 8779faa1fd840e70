#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/key/runtime_key.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/reading.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

template <class Model>
class table;

namespace detail {

template <class T>
auto as_range_condition(const T& argument) {
    if constexpr (expression::condition_node<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}
template <class T>
auto as_read_clause(const T& argument) {
    if constexpr (expression::is_filter_clause<T> || is_projection<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}

/// A table or index that is known only at run time and can be queried and scanned. It is like `readable`, but
/// with items. `View` can be any aggregate to read them into.
///
/// A query takes the hash key, then in any order optionally a condition on the range key, `filter(…)` and
/// `project(…)`, and `query_options` at the end. DynamoDB reports wrong names and types.
class runtime_readable {
 public:
    /// Queries the items with one hash key: `events.query("user-1", "at"_a > 5, project("at", "name"),
    /// {.limit = 10})`
    template <class View = item, class Hash, class A = query_options,
              class B = detail::argument_after<query_options, A>,
              class C = detail::argument_after<query_options, A, B>,
              class D = detail::argument_after<query_options, A, B, C>>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, const A& a = {}, const B& b = {},
                                            const C& c = {}, const D& d = {}) const {
        if constexpr (check_order<query_options, A, B, C, D>() &&
                      (check_query_argument<A>() && check_query_argument<B>() && check_query_argument<C>() &&
                       check_query_argument<D>()))
            return make_query<View>(hash, options_among<query_options>(a, b, c, d), a, b, c, d);
        else
            return nothing<View>();
    }

    /// Reads all items: `events.scan(filter("name"_a == "x"), project("at"), {.limit = 10})`
    template <class View = item, class A = scan_options, class B = detail::argument_after<scan_options, A>,
              class C = detail::argument_after<scan_options, A, B>>
    [[nodiscard]] item_iterator<View> scan(const A& a = {}, const B& b = {}, const C& c = {}) const {
        if constexpr (check_scan<scan_options, A, B, C>())
            return make_scan<View>(options_among<scan_options>(a, b, c), a, b, c);
        else
            return nothing<View>();
    }
    /// Scans several segments at the same time, as one iterator.
    template <class View = item, class A = parallel_scan_options,
              class B = detail::argument_after<parallel_scan_options, A>,
              class C = detail::argument_after<parallel_scan_options, A, B>>
    [[nodiscard]] item_iterator<View> parallel_scan(const A& a = {}, const B& b = {}, const C& c = {}) const {
        if constexpr (check_scan<parallel_scan_options, A, B, C>())
            return make_parallel_scan<View>(options_among<parallel_scan_options>(a, b, c), a, b, c);
        else
            return nothing<View>();
    }

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }
    [[nodiscard]] const runtime_key_names& key_names() const noexcept { return *keys_; }

 protected:
    // `token_keys` are all attributes of a key to continue from.
    runtime_readable(client db, std::string table_name, std::string index_name, runtime_key_names keys,
                     std::vector<std::string> token_keys)
        : db_(std::move(db)),
          table_name_(std::move(table_name)),
          index_name_(std::move(index_name)),
          keys_(std::make_shared<const kept_names>(std::move(keys))),
          token_keys_(std::move(token_keys)) {}

    [[nodiscard]] const client& db() const noexcept { return db_; }
    // The key attributes, for a request that may outlive this handle.
    [[nodiscard]] std::shared_ptr<const item_key_names> shared_names() const noexcept {
        return {keys_, &keys_->views};
    }

    static std::vector<std::string> token_keys_of(const runtime_key_names& table,
                                                  const runtime_key_names& index) {
        std::vector<std::string> names;
        for (const std::string& name : {table.hash, table.range, index.hash, index.range})
            if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
        return names;
    }

 private:
    struct kept_names : runtime_key_names {
        explicit kept_names(runtime_key_names names) : runtime_key_names(std::move(names)) {}
        kept_names(const kept_names&) = delete;
        kept_names& operator=(const kept_names&) = delete;
        ~kept_names() = default;

        item_key_names views{.hash = hash, .range = range};
    };

    template <class Options, class A, class B, class C, class D = detail::no_argument>
    static consteval bool check_order() {
        return check_one_of_each<A, B, C, D>() && check_options_come_last<Options, A, B>() &&
               check_options_come_last<Options, B, C>() && check_options_come_last<Options, C, D>();
    }
    template <class... Argument>
    static consteval bool check_one_of_each() {
        constexpr int filters = (0 + ... + static_cast<int>(expression::is_filter_clause<Argument>));
        constexpr int projections = (0 + ... + static_cast<int>(detail::is_projection<Argument>));
        constexpr int conditions = (0 + ... + static_cast<int>(expression::condition_node<Argument>));
        if constexpr (filters > 1)
            static_assert(has_one_filter<Argument...>,
                          "dynaco: a read can have only one filter(condition): join conditions with && (see "
                          "has_one_filter<Filter> in this message)");
        else if constexpr (projections > 1)
            static_assert(has_one_projection<Argument...>,
                          "dynaco: a read can have only one project(...): pass all names to it (see "
                          "has_one_projection<Argument> in this message)");
        else if constexpr (conditions > 1)
            static_assert(
                has_one_range_condition<Argument...>,
                "dynaco: a query can have only one condition on the range key: put other conditions into "
                "filter(...) (see has_one_range_condition<Argument> in this message)");
        return filters <= 1 && projections <= 1 && conditions <= 1;
    }
    template <class Argument>
    static consteval bool check_query_argument() {
        if constexpr (expression::condition_node<Argument>)
            return true;
        else
            return check_scan_argument<query_options, Argument>();
    }
    template <class Options, class Argument>
    static consteval bool check_scan_argument() {
        if constexpr (detail::is_projection<Argument>)
            return true;
        else
            return check_filter_argument<Options, Argument>();
    }
    template <class Options, class A, class B, class C>
    static consteval bool check_scan() {
        return check_order<Options, A, B, C>() && check_scan_argument<Options, A>() &&
               check_scan_argument<Options, B>() && check_scan_argument<Options, C>();
    }
    template <class View>
    item_iterator<View> nothing() const {
        return make_scan<View>(scan_options{});
    }
    // Returns `{"pk":{"S":"1"}}`. Empty if it cannot be written; then the request has the error.
    template <class Part>
    std::string hash_key_text(const Part& hash) const {
        std::string text;
        json::writer out(text);
        out.begin_object();
        const bool written = model::write_attribute(out, keys_->hash, hash);
        out.end_object();
        return written ? text : std::string();
    }
    template <class View, class Hash, class... Argument>
    item_iterator<View> make_query(const Hash& hash, const query_options& o,
                                   const Argument&... argument) const {
        constexpr bool sound = check_runtime_key_part<std::remove_cvref_t<key_part<Hash>>>();
        static_assert(sound);
        const key_part<Hash> part = hash;
        using held = std::remove_cvref_t<key_part<Hash>>;
        dynaco::query op{.table_name = table_name_, .forward = o.forward};
        page_source::plan plan{.ahead = o.prefetch};
        if (!o.resume_token.empty()) plan.hash_key = hash_key_text(part);
        const auto clauses = std::tuple_cat(detail::as_read_clause(argument)...);
        const auto with = [&]<class Range>(const Range& range) {
            const expression::runtime_key_clause<held, Range> key(*keys_, part, range);
            return std::apply(
                [&](const auto&... clause) { return iterate<View>(op, plan, o, key, clause...); }, clauses);
        };
        if constexpr ((expression::condition_node<Argument> || ...)) {
            return std::apply(with, std::tuple_cat(detail::as_range_condition(argument)...));
        } else {
            return with(expression::no_condition{});
        }
    }
    template <class View, class... Argument>
    item_iterator<View> make_scan(const scan_options& o, const Argument&... argument) const {
        dynaco::scan op{.table_name = table_name_,
                        .segment = o.segment.value_or(0),
                        .total_segments = o.total_segments.value_or(0)};
        page_source::plan plan{.segment = o.segment, .segments = o.total_segments, .ahead = o.prefetch};
        return iterate_clauses<View>(op, plan, o, argument...);
    }
    template <class View, class... Argument>
    item_iterator<View> make_parallel_scan(const parallel_scan_options& o,
                                           const Argument&... argument) const {
        dynaco::scan op{.table_name = table_name_};
        page_source::plan plan{.segments = o.segments, .parallel = true};
        return iterate_clauses<View>(op, plan, o, argument...);
    }
    template <class View, class Op, class Options, class... Argument>
    item_iterator<View> iterate_clauses(Op& op, page_source::plan& plan, const Options& o,
                                        const Argument&... argument) const {
        return std::apply([&](const auto&... clause) { return iterate<View>(op, plan, o, clause...); },
                          std::tuple_cat(detail::as_read_clause(argument)...));
    }
    template <class View, class Op, class Options, class... Clause>
    item_iterator<View> iterate(Op& op, page_source::plan& plan, const Options& o,
                                const Clause&... clause) const {
        take_read_options(op, plan, o, index_name_);
        plan.filtered = (filters(clause) || ...);
        return iterate_over<View>(op, plan, resumable(clause, plan)...);
    }
    template <class View, class Op, class... Clause>
    item_iterator<View> iterate_over(Op& op, page_source::plan& plan, const Clause&... clause) const {
        const expression::statement<item, Clause...> statement(clause...);
        op.expressions = statement;
        return {page_source(db_, encoded_request::of(op), std::move(plan), token_keys_), &Op::decode_into};
    }
    // An empty filter does not count.
    template <class Clause>
    static bool filters(const Clause& clause) {
        if constexpr (expression::is_filter_clause<Clause>)
            return clause.is_present();
        else
            return false;
    }
    // Adds the keys to a projection. Without them, no resume token could be made in the middle of a page.
    template <class Clause>
    decltype(auto) resumable(const Clause& clause, page_source::plan& plan) const {
        if constexpr (detail::is_projection<Clause>)
            return clause.with(token_keys_, plan.added);
        else
            return (clause);
    }

    client db_;
    std::string table_name_;
    std::string index_name_;
    std::shared_ptr<const kept_names> keys_;  // shared with requests
    std::vector<std::string> token_keys_;
};

}  // namespace detail

}  // namespace dynaco
