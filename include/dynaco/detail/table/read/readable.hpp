#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/key/composite_clause.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/models/index_check.hpp>
#include <dynaco/detail/table/models/kind_filter.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/resumable_projection.hpp>
#include <dynaco/keys.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/options.hpp>
#include <dynaco/reading.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco::detail {

template <class View, class Model>
inline constexpr bool model_is_read_into_a_view = false;

/// A table (`Keys` is the model) or an index (`Keys` is the index's struct) that can be queried and scanned.
/// Only the members of `Keys` can be read and used in filters.
///
/// A query reads the items with one hash key. It can have a condition on the range key and a filter. A scan
/// reads all items. It can have a filter. `View` is the type that items are read into: an aggregate whose
/// members are a subset of those of `Keys`. Its projection is made automatically. Requests are encoded before
/// these functions return. The first request is sent when the first item is requested.
template <class Keys, class Model>
class readable {
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
        if constexpr (!check_read<View, query_options, A, B, C>())
            return nothing<View>();
        else if constexpr (has_range && expression::is_filter_clause<B>)
            return make_query<View>(hash, a, options, b);
        else if constexpr (has_range)
            return make_query<View>(hash, a, options);
        else if constexpr (expression::is_filter_clause<A>)
            return make_query<View>(hash, expression::no_condition{}, options, a);
        else
            return make_query<View>(hash, expression::no_condition{}, options);
    }

    /// Reads all items, in no particular order (Scan). Arguments: optionally a filter and `scan_options`.
    ///
    ///     accounts.scan()
    ///     accounts.scan(filter("balance"_a > 100), {.limit = 10})
    template <class View = whole_item<Keys>, class A = scan_options,
              class B = argument_after<scan_options, A>>
    [[nodiscard]] item_iterator<View> scan(const A& a = {}, const B& b = {}) const {
        if constexpr (!check_read<View, scan_options, expression::no_condition, A, B>())
            return nothing<View>();
        else if constexpr (expression::is_filter_clause<A>)
            return make_scan<View>(options_among<scan_options>(b), a);
        else
            return make_scan<View>(options_among<scan_options>(a));
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
        if constexpr (!check_read<View, parallel_scan_options, expression::no_condition, A, B>())
            return nothing<View>();
        else if constexpr (expression::is_filter_clause<A>)
            return make_parallel_scan<View>(options_among<parallel_scan_options>(b), a);
        else
            return make_parallel_scan<View>(options_among<parallel_scan_options>(a));
    }

    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

 protected:
    readable(client db, std::string table_name) : db_(std::move(db)), table_name_(std::move(table_name)) {}

    [[nodiscard]] const client& db() const noexcept { return db_; }

    // True if all attributes can be read: for a local index, DynamoDB reads the missing ones from the table.
    static constexpr bool has_everything = [] {
        if constexpr (model::has_schema<Keys> && requires { Keys::schema.scope; })
            return Keys::schema.scope == index_scope::local || Keys::schema.projection == projection::all;
        return true;
    }();
    using readable_type = std::conditional_t<has_everything, Model, Keys>;

    static constexpr bool holds_everything = [] {
        if constexpr (requires { Keys::schema.projection; })
            return Keys::schema.projection == projection::all;
        return true;
    }();
    template <class View>
    static constexpr bool needs_projection =
        !std::is_same_v<View, item> && !std::is_same_v<View, whole_item<Keys>> &&
        !(reads_whole_items<Model, View> && holds_everything);

    // The attributes of a key to continue from: the table's keys and, for an index, also the index's keys.
    static std::vector<std::string> key_names() {
        std::vector<std::string> names;
        const auto add = [&names]<class T>(std::type_identity<T>, const key_attributes& members) {
            for (std::size_t i = 0; i < model::field_count<T>; ++i) {
                const std::string_view name = model::attribute_names<T>[i];
                if (members.contains(model::field_names<T>[i]) &&
                    std::ranges::find(names, name) == names.end())
                    names.emplace_back(name);
            }
        };
        add(std::type_identity<Model>{}, Model::schema.hash_key);
        add(std::type_identity<Model>{}, Model::schema.range_key);
        add(std::type_identity<Keys>{}, Keys::schema.hash_key);
        add(std::type_identity<Keys>{}, Keys::schema.range_key);
        return names;
    }

    template <class View>
    static consteval void refuse_project() {
        static_assert(model_is_read_into_a_view<View, Model>,
                      "dynaco: project() is for table<item>: with a model, read into a struct that has only "
                      "the needed members, get<View>(key), scan<View>() (see model_is_read_into_a_view<View, "
                      "Model> in this message)");
    }

 private:
    static constexpr bool is_sound = table_checks::is_sound_source<Keys, Model>;

    // The functions below call each check directly: the compiler prints more lines for a check that fails
    // further from the call.
    template <class View>
    static consteval bool is_held() {
        if constexpr (needs_projection<View> && std::is_aggregate_v<View>)
            return table_checks::check_view_members<View, readable_type>();
        else
            return true;
    }
    template <class View>
    item_iterator<View> unsound() const {
        return {page_source(db_, {}, {}, {}), &dynaco::scan::decode_into};
    }
    template <class View>
    item_iterator<View> nothing() const {
        return make_scan<View>(scan_options{});
    }
    // Checks the arguments of a read: optionally a condition on the range key, a filter and options.
    template <class View, class Options, class Range, class A, class B>
    static consteval bool check_read() {
        if constexpr (is_projection<Range> || is_projection<A> || is_projection<B>) {
            refuse_project<View>();
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
    template <class Options, class Before, class Argument>
    static consteval bool check_after_filter() {
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
    // An empty filter does not count.
    template <class Clause>
    static bool filters(const Clause& clause) {
        if constexpr (Clause::member != std::string_view("FilterExpression"))
            return false;
        else if constexpr (requires { clause.is_present(); })
            return clause.is_present();
        else
            return true;
    }

    static constexpr bool is_global_index = [] {
        if constexpr (requires { Keys::schema.scope; }) return Keys::schema.scope == index_scope::global;
        return false;
    }();

    static constexpr bool has_composite_key = Keys::schema.hash_key.size() > 1 ||
                                              Keys::schema.range_key.size() > 1;

    static constexpr std::string_view index_name() {
        if constexpr (requires { Keys::schema.index_name; }) {
            return Keys::schema.index_name;
        } else {
            return {};
        }
    }

    template <class View, class Hash, class Range, class... Filter>
    item_iterator<View> make_query(const Hash& hash, const Range& range, const query_options& o,
                                   const Filter&... filter) const {
        if constexpr (!is_sound)
            return unsound<View>();
        else if constexpr (!table_checks::check_is_not_an_object<Model, Hash>())
            return unsound<View>();
        else if constexpr (!is_held<View>())
            return unsound<View>();
        else
            return make_sound_query<View>(hash, range, o, filter...);
    }
    template <class View, class Hash, class Range, class... Filter>
    item_iterator<View> make_sound_query(const Hash& hash, const Range& range, const query_options& o,
                                         const Filter&... filter) const {
        dynaco::query op{.table_name = table_name_, .forward = o.forward};
        page_source::plan plan{.ahead = o.prefetch};
        if (!o.resume_token.empty()) plan.hash_key = hash_key_text(hash);
        const auto with = [&](const auto& key) {
            return with_kind_filter<Keys, Model, View, true>(
                [&](const auto&... all) { return iterate<View>(op, plan, o, key, all...); }, filter...);
        };
        if constexpr (is_key_value_list<Hash>) {
            return with(composite_key_clause<Keys, Hash, Range>(hash, range));
        } else if constexpr (has_composite_key) {
            const auto values = key_values(hash);
            return with(
                composite_key_clause<Keys, std::remove_const_t<decltype(values)>, Range>(values, range));
        } else {
            static_cast<void>(
                table_checks::check_key_operand<Keys, table_checks::key_names<Keys>::hash, key_part<Hash>>());
            const auto& part = operand_of_key<Keys, table_checks::key_names<Keys>::hash>(hash);
            return with(
                expression::key_clause<Keys, std::remove_cvref_t<decltype(part)>, Range>(part, range));
        }
    }
    // Returns `{"order_id":{"S":"order-1"}}`. Empty if it cannot be written; then the request has the error.
    template <class Hash>
    static std::string hash_key_text(const Hash& hash) {
        std::string text;
        json::writer out(text);
        bool written = true;
        [[maybe_unused]] const auto write = [&](std::size_t i, const auto& part) {
            std::size_t field = 0;
            while (model::field_names<Keys>[field] != Keys::schema.hash_key[i]) ++field;
            const std::string_view name = model::attribute_names<Keys>[field];
            written = written && model::write_attribute(out, name, part);
        };
        out.begin_object();
        if constexpr (is_key_value_list<Hash>) {
            [&]<std::size_t... I>(std::index_sequence<I...>) { (write(I, hash.template get<I>()), ...); }
            (std::make_index_sequence<Hash::size>{});
        } else if constexpr (has_composite_key) {
            const key_part<Hash> part = hash;
            write(0, part);
        } else {
            write(0, operand_of_key<Keys, table_checks::key_names<Keys>::hash>(hash));
        }
        out.end_object();
        return written ? text : std::string();
    }
    template <class View, class... Filter>
    item_iterator<View> make_scan(const scan_options& o, const Filter&... filter) const {
        if constexpr (!is_sound)
            return unsound<View>();
        else if constexpr (!is_held<View>())
            return unsound<View>();
        else
            return make_sound_scan<View>(o, filter...);
    }
    template <class View, class... Filter>
    item_iterator<View> make_sound_scan(const scan_options& o, const Filter&... filter) const {
        dynaco::scan op{.table_name = table_name_,
                        .segment = o.segment.value_or(0),
                        .total_segments = o.total_segments.value_or(0)};
        page_source::plan plan{.segment = o.segment, .segments = o.total_segments, .ahead = o.prefetch};
        return iterate_all<View>(op, plan, o, filter...);
    }
    template <class View, class... Filter>
    item_iterator<View> make_parallel_scan(const parallel_scan_options& o, const Filter&... filter) const {
        if constexpr (!is_sound)
            return unsound<View>();
        else if constexpr (!is_held<View>())
            return unsound<View>();
        else
            return make_sound_parallel_scan<View>(o, filter...);
    }
    template <class View, class... Filter>
    item_iterator<View> make_sound_parallel_scan(const parallel_scan_options& o,
                                                 const Filter&... filter) const {
        dynaco::scan op{.table_name = table_name_};
        page_source::plan plan{.segments = o.segments, .parallel = true};
        return iterate_all<View>(op, plan, o, filter...);
    }
    template <class View, class Op, class Options, class... Filter>
    item_iterator<View> iterate_all(Op& op, page_source::plan& plan, const Options& o,
                                    const Filter&... filter) const {
        return with_kind_filter<Keys, Model, View, false>(
            [&](const auto&... all) { return iterate<View>(op, plan, o, all...); }, filter...);
    }

    // `op` and `plan` contain the settings of the operation.
    template <class View, class Op, class Options, class... Clause>
    item_iterator<View> iterate(Op& op, page_source::plan& plan, const Options& o,
                                const Clause&... clause) const {
        if constexpr (!std::is_same_v<View, whole_item<Keys>>) {
            static_assert(check_kinds<Model, View>());
            static_assert(check_holds_kinds<View>());
        }
        if constexpr (needs_projection<View>) static_assert(check_views(std::type_identity<View>{}));
        // Items of a local index are read by a projection, also into the model. The model must then not keep
        // unknown attributes: saving it again would lose them.
        if constexpr (needs_projection<View> && std::is_same_v<View, readable_type>)
            static_assert(table_checks::check_projected<View, readable_type>());
        take_read_options(op, plan, o, index_name());
        plan.filtered = (filters(clause) || ...);
        encoded_request request = encode<View>(op, clause...);
        if (o.consistent_read && is_global_index && !request.refused)
            request.refused = failure(errc::invalid_argument,
                                      {.detail = "a global index does not support consistent reads"});
        return {page_source(db_, std::move(request), std::move(plan), key_names()), &Op::decode_into};
    }

    template <class View>
    static consteval bool check_views(std::type_identity<View>) {
        return table_checks::check_view<View, readable_type>();
    }
    template <class... View>
    static consteval bool check_views(std::type_identity<std::variant<View...>>) {
        return (table_checks::check_view<View, readable_type>() && ...);
    }
    template <class View>
    static consteval bool check_holds_kinds() {
        constexpr bool holds = has_everything || !tells_kinds<View> || holds_the_kind<Keys, Model>;
        if constexpr (!holds)
            static_assert(
                table_checks::index_holds_the_discriminator<View, Keys>,
                "dynaco: a keys-only index does not have the discriminator, so the items of this model "
                "cannot be recognised: read the index's own struct, or make the discriminator a key of the "
                "index (see index_holds_the_discriminator<View, Index> in this message)");
        return holds;
    }

    template <class View, class Op, class... Clause>
    static encoded_request encode(Op& op, const Clause&... clause) {
        const auto with = [&op](const auto& statement) {
            op.expressions = statement;
            return encoded_request::of(op);
        };
        if constexpr (needs_projection<View>) {
            using projection_type = resumable_projection<View, Keys, Model>;
            const projection_type projection;
            return with(expression::statement<Keys, Clause..., projection_type>(clause..., projection));
        } else {
            return with(expression::statement<Keys, Clause...>(clause...));
        }
    }

    client db_;
    std::string table_name_;
};

}  // namespace dynaco::detail
