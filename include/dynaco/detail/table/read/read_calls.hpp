#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/key/composite_clause.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/models/index_check.hpp>
#include <dynaco/detail/table/models/kind_filter.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/arguments.hpp>
#include <dynaco/detail/table/read/resumable_projection.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/reading.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco::detail {

/// The queries and scans of a `readable`: checks their arguments and encodes their requests.
template <class Keys, class Model>
class read_calls {
 protected:
    read_calls(client db, std::string table_name) : db_(std::move(db)), table_name_(std::move(table_name)) {}

    [[nodiscard]] const client& db() const noexcept { return db_; }
    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

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

 private:
    client db_;
    std::string table_name_;
};

}  // namespace dynaco::detail
