#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/expression/path_projection.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/query.hpp>
#include <dynaco/operations/scan.hpp>
#include <dynaco/table/item_iterator.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/runtime_key.hpp>

#include <algorithm>
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
inline constexpr bool is_filter_clause = false;
template <class E>
inline constexpr bool is_filter_clause<expression::filter_clause<E>> = true;

template <class T>
inline constexpr bool is_projection = std::is_same_v<T, expression::path_projection>;

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
    if constexpr (is_filter_clause<T> || is_projection<T>) {
        return std::tie(argument);
    } else {
        return std::tuple<>();
    }
}

}  // namespace detail

/// `filter(…)` or `project(…)`.
template <class T>
concept scan_argument = detail::is_filter_clause<T> || detail::is_projection<T>;
/// The same, or a condition on the range key.
template <class T>
concept query_argument = scan_argument<T> || expression::condition_node<T>;

/// What can be queried and scanned of a table that is known at run time: the table, or an index. As
/// `readable`, with items; `View` may be any aggregate to read them into.
///
/// A query takes the hash key, then in any order perhaps a condition on the range key, `filter(…)`,
/// `project(…)`, and `query_options` at the end. What is wrong with names and types is for DynamoDB to say.
class runtime_readable {
 public:
    /// `events.query("user-1", "at"_a > 5, project("at", "name"), {.limit = 10})`
    template <class View = item, class Hash>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, query_options options = {}) const {
        return make_query<View>(hash, options);
    }
    template <class View = item, class Hash, query_argument A>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, const A& a, query_options options = {}) const {
        return make_query<View>(hash, options, a);
    }
    template <class View = item, class Hash, query_argument A, query_argument B>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, const A& a, const B& b,
                                            query_options options = {}) const {
        return make_query<View>(hash, options, a, b);
    }
    template <class View = item, class Hash, query_argument A, query_argument B, query_argument C>
    [[nodiscard]] item_iterator<View> query(const Hash& hash, const A& a, const B& b, const C& c,
                                            query_options options = {}) const {
        return make_query<View>(hash, options, a, b, c);
    }

    /// `events.scan(filter("name"_a == "x"), project("at"))`
    template <class View = item>
    [[nodiscard]] item_iterator<View> scan(scan_options options = {}) const {
        return make_scan<View>(options);
    }
    template <class View = item, scan_argument A>
    [[nodiscard]] item_iterator<View> scan(const A& a, scan_options options = {}) const {
        return make_scan<View>(options, a);
    }
    template <class View = item, scan_argument A, scan_argument B>
    [[nodiscard]] item_iterator<View> scan(const A& a, const B& b, scan_options options = {}) const {
        return make_scan<View>(options, a, b);
    }
    /// A scan of several segments at once, as one iterator.
    template <class View = item>
    [[nodiscard]] item_iterator<View> parallel_scan(parallel_scan_options options = {}) const {
        return make_parallel_scan<View>(options);
    }
    template <class View = item, scan_argument A>
    [[nodiscard]] item_iterator<View> parallel_scan(const A& a, parallel_scan_options options = {}) const {
        return make_parallel_scan<View>(options, a);
    }
    template <class View = item, scan_argument A, scan_argument B>
    [[nodiscard]] item_iterator<View> parallel_scan(const A& a, const B& b,
                                                    parallel_scan_options options = {}) const {
        return make_parallel_scan<View>(options, a, b);
    }

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }
    [[nodiscard]] const runtime_key_names& key_names() const noexcept { return keys_; }

 protected:
    // `token_keys`: all that a key to go on from consists of.
    runtime_readable(client db, std::string table_name, std::string index_name, runtime_key_names keys,
                     std::vector<std::string> token_keys)
        : db_(std::move(db)),
          table_name_(std::move(table_name)),
          index_name_(std::move(index_name)),
          keys_(std::move(keys)),
          token_keys_(std::move(token_keys)) {}

    [[nodiscard]] const client& db() const noexcept { return db_; }

    static std::vector<std::string> token_keys_of(const runtime_key_names& table,
                                                  const runtime_key_names& index) {
        std::vector<std::string> names;
        for (const std::string& name : {table.hash, table.range, index.hash, index.range})
            if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
        return names;
    }

 private:
    // `{"pk":{"S":"1"}}`; empty if it cannot be written: the request says so.
    template <class Part>
    std::string hash_key_text(const Part& hash) const {
        std::string text;
        json::writer out(text);
        out.begin_object();
        const bool written = model::write_attribute(out, keys_.hash, hash);
        out.end_object();
        return written ? text : std::string();
    }
    template <class View, class Hash, class... Argument>
    item_iterator<View> make_query(const Hash& hash, const query_options& o,
                                   const Argument&... argument) const {
        static_assert((0 + ... + static_cast<int>(expression::condition_node<Argument>)) <= 1,
                      "dynaco: a query takes one condition on the range key");
        constexpr bool sound = check_runtime_key_part<std::remove_cvref_t<key_part<Hash>>>();
        static_assert(sound);
        const key_part<Hash> part = hash;
        using held = std::remove_cvref_t<key_part<Hash>>;
        dynaco::query op{.table_name = table_name_, .forward = o.forward};
        page_source::plan plan{.ahead = o.prefetch};
        if (!o.resume_token.empty()) plan.hash_key = hash_key_text(part);
        const auto clauses = std::tuple_cat(detail::as_read_clause(argument)...);
        const auto with = [&]<class Range>(const Range& range) {
            const expression::runtime_key_clause<held, Range> key(keys_, part, range);
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
        return iterate<View>(op, plan, o, argument...);
    }
    template <class View, class... Argument>
    item_iterator<View> make_parallel_scan(const parallel_scan_options& o,
                                           const Argument&... argument) const {
        dynaco::scan op{.table_name = table_name_};
        page_source::plan plan{.segments = o.segments, .parallel = true};
        return iterate<View>(op, plan, o, argument...);
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
    // A filter that says nothing does not count.
    template <class Clause>
    static bool filters(const Clause& clause) {
        if constexpr (detail::is_filter_clause<Clause>)
            return clause.is_present();
        else
            return false;
    }
    // A projection with the keys, without which a resume token could not be made in the middle of a page.
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
    runtime_key_names keys_;
    std::vector<std::string> token_keys_;
};

/// An index of a `table<item>`.
class runtime_index : public runtime_readable {
    friend class table<item>;
    runtime_index(client db, std::string table_name, std::string index_name,
                  const runtime_key_names& table_keys, const runtime_key_names& index_keys)
        : runtime_readable(std::move(db), std::move(table_name), std::move(index_name), index_keys,
                           token_keys_of(table_keys, index_keys)) {}
};

}  // namespace dynaco
