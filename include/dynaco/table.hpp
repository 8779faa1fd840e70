#pragma once

#include <dynaco/admin.hpp>
#include <dynaco/attribute_types.hpp>
#include <dynaco/batch.hpp>
#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/key/projection.hpp>
#include <dynaco/detail/table/models/definition.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/index.hpp>
#include <dynaco/detail/table/read/readable.hpp>
#include <dynaco/detail/table/write/writable.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/options.hpp>

#include <concepts>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

/// A DynamoDB table of `Model`s: a cheap handle that may be copied.
///
/// `Model` is a plain aggregate with a `static constexpr dynaco::schema schema`. Functions that do I/O
/// encode their request before they return: arguments may die before the result is awaited, and so may
/// the table. They throw `error` once awaited; cancelling them (terminal) is errc::canceled, or
/// errc::outcome_unknown for a write that was sent. Any number of calls may be under way at once, from
/// any threads.
template <class Model>
class table : public detail::writable<std::conditional_t<table_checks::check_model<Model>(), Model, Model>> {
    using base = detail::writable<Model>;

 public:
    /// The table that the schema names, after `client_options::table_prefix`.
    explicit table(const client& db) : table(db, db.prefixed(table_checks::name_of_table<Model>())) {}
    /// The table called `table_name`.
    table(client db, std::string table_name) : base(std::move(db), std::move(table_name)) {}

    // --- the table itself
    // ------------------------------------------------------------------------------------------

    /// Creates the table with its indexes and settings unless it is there, waits until it is active, and
    /// switches on time to live if the schema has it. An existing table is not compared with the model:
    /// see `table_admin::plan`. @returns whether it was created.
    /// @throws error  errc::table_not_active after `options.timeout`; errc::table_differs if time to live
    /// is on for another attribute
    [[nodiscard]] awaitable<bool> create(create_options options = {}) const {
        const detail::table_definition wanted = detail::define_table<Model>(base::table_name());
        return administration::create(base::db(), encoded_request::of(options.applied_to(wanted.table)),
                                      std::string(wanted.ttl), options.ignore_missing_ttl_support,
                                      options.wait());
    }
    [[nodiscard]] awaitable<bool> exists() const {
        return administration::exists(base::db(), base::table_name());
    }
    [[nodiscard]] awaitable<table_description> describe() const {
        return administration::describe(base::db(), base::table_name());
    }
    /// Deletes the table with all its items and waits until it is gone. @returns false if there was none.
    [[nodiscard]] awaitable<bool> delete_table(table_wait_options wait = {}) const {
        return administration::remove(base::db(), base::table_name(), wait);
    }

    /// Changes the table as a whole: settings, indexes, time to live, tags, backups, plans.
    [[nodiscard]] table_admin<Model> admin() const { return {base::db(), base::table_name()}; }

    // --- one item
    // --------------------------------------------------------------------------------------------------

    /// The item with this key; nothing if there is none (GetItem). `View` is any aggregate whose members
    /// are a subset of the model's: only they are fetched.
    ///
    ///     co_await accounts.get("1")
    ///     co_await orders.get("order-1", "item-1", {.consistent_read = true})   // hash and range key
    template <class View = Model, class Hash, class A = get_options,
              class B = detail::argument_after<get_options, A>>
    [[nodiscard]] awaitable<std::optional<View>> get(Hash&& hash, A&& a = {}, const B& b = {}) const {
        using item_read = awaitable<std::optional<View>>;
        if constexpr (detail::has_miscompiled_temporary<Hash, A>) {
            return detail::refuse_temporary_key<item_read, Hash, A>();
        } else if constexpr (detail::is_projection<std::remove_cvref_t<A>> || detail::is_projection<B>) {
            base::template refuse_project<View>();
            return item_read();
        } else {
            return at_key<item_read>(
                [&](const auto& key, get_options options) { return get_key<View>(key, options); }, hash, a,
                b);
        }
    }

    /// Whether there is an item with this key (GetItem of its key alone). Costs what reading the item
    /// costs. Takes what `get` takes.
    template <class Hash, class A = get_options, class B = detail::argument_after<get_options, A>>
    [[nodiscard]] awaitable<bool> contains(Hash&& hash, A&& a = {}, const B& b = {}) const {
        if constexpr (detail::has_miscompiled_temporary<Hash, A>)
            return detail::refuse_temporary_key<awaitable<bool>, Hash, A>();
        else
            return at_key<awaitable<bool>>(
                [&](const auto& key, get_options options) { return contains_key(key, options); }, hash, a, b);
    }

    // --- many items
    // ------------------------------------------------------------------------------------------------

    /// Puts and removals, 25 to a request.
    [[nodiscard]] batch_writer<Model> batch_write() const { return {base::db(), base::table_name()}; }

    /// Items by their keys, 100 to a request: `keys` is a range of hash keys, or of pairs of hash and
    /// range key.
    ///
    ///     const std::vector<std::string> ids{"1", "2"};
    ///     auto found = co_await accounts.batch_get(ids).collect();
    template <class View = Model, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        if constexpr (table_checks::is_sound<Model>) {
            static_assert(table_checks::check_view<View, Model>());
            return {base::db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read)};
        } else {
            return {base::db(), {}};
        }
    }
    /// The same, all at once and in the order of the keys: nothing where there is no item. `View` must
    /// hold the table's keys.
    ///
    ///     std::vector<std::optional<Account>> found = co_await accounts.batch_get_in_order(ids);
    template <class View = Model, std::ranges::input_range Keys>
    [[nodiscard]] awaitable<std::vector<std::optional<View>>> batch_get_in_order(
        const Keys& keys, batch_get_options options = {}) const {
        if constexpr (table_checks::is_sound<Model>) {
            static_assert(table_checks::check_view<View, Model>());
            static_assert(table_checks::check_view_has_keys<View, Model>());
            return detail::read_in_order<View>(
                base::db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read));
        } else {
            return {};
        }
    }

    /// The same items seen through one of the model's indexes.
    template <class Index>
    [[nodiscard]] detail::index_of<Model, Index> index() const {
        return {base::db(), base::table_name()};
    }

 private:
    // Calls `f` with the key and the options that are given as arguments.
    template <class Answer, class F, class Hash, class A, class B>
    static Answer at_key(const F& f, const Hash& hash, const A& a, const B& b) {
        if constexpr (!table_checks::check_is_not_an_object<Model, Hash>()) {
            return Answer();
        } else if constexpr (!detail::check_get_arguments<A, B>()) {
            return Answer();
        } else if constexpr (detail::is_option<get_options, A>) {
            if constexpr (detail::check_key_parts<Model, Hash, detail::no_range_key>())
                return f(detail::key_ref<Model, Hash>(hash), detail::options_among<get_options>(a));
            else
                return Answer();
        } else {
            if constexpr (detail::check_key_parts<Model, Hash, A>())
                return f(detail::key_ref<Model, Hash, A>(hash, a), detail::options_among<get_options>(b));
            else
                return Answer();
        }
    }
    template <class View, class Key>
    awaitable<std::optional<View>> get_key(const Key& key, get_options options) const {
        if constexpr (!table_checks::is_sound<Model>)
            return {};
        else
            return get_sound_key<View>(key, options);
    }
    template <class View, class Key>
    awaitable<std::optional<View>> get_sound_key(const Key& key, get_options options) const {
        static_assert(table_checks::check_view<View, Model>());
        get_item op{.table_name = base::table_name(), .key = key, .consistent_read = options.consistent_read};
        if (options.report) op.report_capacity = report_capacity::indexes;
        if constexpr (std::is_same_v<View, Model> || std::is_same_v<View, item>) {
            return detail::read_one<View>(base::db().call(encoded_request::of(op)), options.report, nullptr,
                                          &base::key_names);
        } else {
            static_assert(detail::check_kinds<Model, View>());
            const detail::checked_projection<View, Model> projection;
            const expression::statement<Model, detail::checked_projection<View, Model>> statement(projection);
            op.expressions = statement;
            return detail::read_one<View>(base::db().call(encoded_request::of(op)), options.report,
                                          detail::check_of_view<Model, View>, &base::key_names);
        }
    }

    template <class Key>
    awaitable<bool> contains_key(const Key& key, get_options options) const {
        if constexpr (!table_checks::is_sound<Model>) {
            return {};
        } else {
            const detail::key_projection<Model> projection;
            get_item op{.table_name = base::table_name(),
                        .key = key,
                        .expressions = projection,
                        .consistent_read = options.consistent_read};
            if (options.report) op.report_capacity = report_capacity::indexes;
            return detail::is_there(base::db().call(encoded_request::of(op)), options.report);
        }
    }
};

}  // namespace dynaco
