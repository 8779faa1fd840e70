#pragma once

#include <dynaco/admin.hpp>
#include <dynaco/attribute_types.hpp>
#include <dynaco/batch.hpp>
#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/models/definition.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/index.hpp>
#include <dynaco/detail/table/read/projection.hpp>
#include <dynaco/detail/table/read/readable.hpp>
#include <dynaco/detail/table/write/writable.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/item.hpp>

#include <concepts>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

/// An index of the table of `Model`, through which its items are queried and scanned; `table::index` returns
/// it. A cheap handle that may be copied.
///
/// Keys are those of `Index::schema`. Items are read into `Index`, or into a view of it. Attributes that are
/// not in the index cannot be read. The calls are in <dynaco/detail/table/read/readable.hpp>: `query`, `scan`
/// and `parallel_scan`. `table` describes lifetime, errors, cancellation and threads.
template <class Model, class Index>
class table_index : public detail::index_of<detail::models_of<Model>, Index> {
 public:
    /// The index of the table with this name or ARN. Sends nothing.
    table_index(client db, std::string table_name)
        : detail::index_of<detail::models_of<Model>, Index>(std::move(db), std::move(table_name)) {}
};

/// A DynamoDB table whose items have the type `Model`. A cheap handle that may be copied; it shares the
/// connections of its client.
///
/// `Model` is a plain aggregate with a `static constexpr dynaco::schema schema`. For `table<dynaco::item>`
/// include <dynaco/item_table.hpp>, for `table<std::variant<...>>` <dynaco/polymorphic.hpp>.
///
/// Calls that a table has besides those below:
///
/// - reading, in <dynaco/detail/table/read/readable.hpp>: `query(hash key[, range condition][, filter][,
/// options])`,
///   `scan([filter][, options])` and `parallel_scan` return an `item_iterator`; `as<View>()` reads into
///   another struct;
/// - writing, in <dynaco/detail/table/write/writable.hpp>: `save`, `insert`, `update`, `remove`, `increment`,
///   `save_changes`. They throw if the condition or the version does not hold. `try_save`, `try_insert`,
///   `try_update`, `try_remove` and `try_save_changes` return a `verdict` instead.
///
/// Lifetime: a function that does I/O encodes its request before it returns. Arguments and the table may be
/// destroyed before the call is awaited. Exceptions: an object whose version or times a write sets, and a
/// `call_report`, must live until the call has ended.
///
/// Errors: a call throws `error` when it is awaited, not before.
///
/// Cancellation: Asio's terminal cancellation ends a call with errc::canceled, or with errc::outcome_unknown
/// if a write may have been applied.
///
/// Thread safety: any number of calls may run at the same time, from any threads.
template <class Model>
class table
    : public detail::writable<std::conditional_t<detail::table_checks::check_model<Model>(), Model, Model>> {
    using base = detail::writable<Model>;

 public:
    /// The table that the schema of the model names, with `client_options::table_prefix`. Sends nothing.
    explicit table(const client& db)
        : table(db, detail::client_access::prefixed(db, detail::table_checks::name_of_table<Model>())) {}
    /// The table with this name or ARN, without `client_options::table_prefix`. Sends nothing.
    table(client db, std::string table_name) : base(std::move(db), std::move(table_name)) {}

    // --- the table itself
    // ------------------------------------------------------------------------------------------

    /// Creates the table with its indexes and settings, if it does not exist. Waits until it is active, and
    /// switches on time to live if the schema has it. An existing table is not compared with the model; use
    /// `table_admin::plan`.
    /// @returns true if the table was created, false if it existed.
    /// @throws error  errc::table_not_active: it did not become active within `options.timeout`.
    /// errc::table_differs: time to live is on for another attribute. Any error of a call
    [[nodiscard]] awaitable<bool> create(create_options options = {}) const {
        const detail::table_definition wanted = detail::define_table<Model>(base::table_name());
        return detail::administration::create(
            base::db(), encoded_request::of(options.applied_to(wanted.table)), std::string(wanted.ttl),
            options.ignore_missing_ttl_support, options.wait());
    }
    /// Returns true if the table exists (DescribeTable), in any state.
    /// @throws error  any error of a call
    [[nodiscard]] awaitable<bool> exists() const {
        return detail::administration::exists(base::db(), base::table_name());
    }
    /// Returns the description of the table: status, keys, indexes and settings (DescribeTable).
    /// @throws error  errc::resource_not_found: the table does not exist. Any error of a call
    [[nodiscard]] awaitable<table_description> describe() const {
        return detail::administration::describe(base::db(), base::table_name());
    }
    /// Deletes the table with all its items, and waits until it is deleted.
    /// @returns false if the table did not exist.
    /// @throws error  errc::table_not_active: it was not deleted within `wait.timeout`. Any error of a call
    [[nodiscard]] awaitable<bool> delete_table(table_wait_options wait = {}) const {
        return detail::administration::remove(base::db(), base::table_name(), wait);
    }

    /// Returns a handle for administration: settings, indexes, time to live, tags, backups, plans. Sends
    /// nothing.
    [[nodiscard]] table_admin<Model> admin() const { return {base::db(), base::table_name()}; }

    // --- one item
    // --------------------------------------------------------------------------------------------------

    /// Returns the item with this key (GetItem); nothing if it does not exist.
    ///
    /// The arguments are the hash key, the range key if the table has one, and perhaps `get_options`. `View`
    /// is the model, or an aggregate that has a part of its members; then only these attributes are
    /// transferred.
    ///
    ///     co_await accounts.get("1")
    ///     co_await orders.get("order-1", "item-1", {.consistent_read = true})   // hash and range key
    ///
    /// @throws error  condition::model_mismatch: the item does not fit `View`. Any error of a call
    template <class View = Model, class Hash, class A = get_options,
              class B = detail::argument_after<get_options, A>>
    [[nodiscard]] awaitable<std::optional<View>> get(Hash&& hash, A&& a = {}, const B& b = {}) const {
        using item_read = awaitable<std::optional<View>>;
        if constexpr (detail::has_miscompiled_temporary<Hash, A>) {
            return detail::refuse_temporary_key<item_read, Hash, A>();
        } else if constexpr (detail::is_projection<std::remove_cvref_t<A>> || detail::is_projection<B>) {
            detail::refuse_project<View, Model>();
            return item_read();
        } else {
            return at_key<item_read>(
                [&](const auto& key, get_options options) { return get_key<View>(key, options); }, hash, a,
                b);
        }
    }

    /// Returns true if an item with this key exists (GetItem). Only the key is transferred, but the call
    /// consumes the same capacity as reading the item.
    ///
    /// The arguments are the hash key, the range key if the table has one, and perhaps `get_options`.
    /// @throws error  any error of a call
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

    /// Returns an empty batch that saves and removes many items of this table, up to 25 in a request
    /// (BatchWriteItem). Sends nothing.
    [[nodiscard]] batch_writer<Model> batch_write() const { return {base::db(), base::table_name()}; }

    /// Returns a reader of the items with these keys, up to 100 in a request (BatchGetItem), in no particular
    /// order. Items that do not exist are left out. Nothing is sent before the reader's first call.
    ///
    /// `keys` is a range of hash keys, or of pairs of hash key and range key. It is encoded before the
    /// function returns; a key that cannot be encoded is an error of the reader's first call. `View` is the
    /// model, or an aggregate that has a part of its members.
    ///
    ///     const std::vector<std::string> ids{"1", "2"};
    ///     auto found = co_await accounts.batch_get(ids).collect();
    template <class View = Model, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        if constexpr (detail::table_checks::is_sound<Model>) {
            static_assert(detail::table_checks::check_view<View, Model>());
            return {base::db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read)};
        } else {
            return {base::db(), {}};
        }
    }
    /// Reads all items with these keys, up to 100 in a request (BatchGetItem). Returns them in the order of
    /// the keys, and nothing for a key whose item does not exist.
    ///
    /// `keys` is a range of hash keys, or of pairs of hash key and range key. It is encoded before the
    /// function returns. `View` is the model, or an aggregate that has a part of its members, among them the
    /// keys of the table.
    ///
    ///     std::vector<std::optional<Account>> found = co_await accounts.batch_get_in_order(ids);
    ///
    /// @throws error  errc::unprocessed: several requests in a row processed nothing.
    /// condition::model_mismatch: an item does not fit `View`. Any error of a call
    template <class View = Model, std::ranges::input_range Keys>
    [[nodiscard]] awaitable<std::vector<std::optional<View>>> batch_get_in_order(
        const Keys& keys, batch_get_options options = {}) const {
        if constexpr (detail::table_checks::is_sound<Model>) {
            static_assert(detail::table_checks::check_view<View, Model>());
            static_assert(detail::table_checks::check_view_has_keys<View, Model>());
            return detail::read_in_order<View>(
                base::db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read));
        } else {
            return {};
        }
    }

    /// Returns a handle that reads the items of this table through the index `Index` of the model. Sends
    /// nothing.
    template <class Index>
    [[nodiscard]] table_index<Model, Index> index() const {
        return {base::db(), base::table_name()};
    }

 private:
    // Calls `f` with the key and the options among the arguments.
    template <class Answer, class F, class Hash, class A, class B>
    static Answer at_key(const F& f, const Hash& hash, const A& a, const B& b) {
        if constexpr (!detail::table_checks::check_is_not_an_object<Model, Hash>()) {
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
        if constexpr (!detail::table_checks::is_sound<Model>)
            return {};
        else
            return get_sound_key<View>(key, options);
    }
    template <class View, class Key>
    awaitable<std::optional<View>> get_sound_key(const Key& key, get_options options) const {
        static_assert(detail::table_checks::check_view<View, Model>());
        get_item op{.table_name = base::table_name(), .key = key, .consistent_read = options.consistent_read};
        if (options.report) op.report_capacity = report_capacity::indexes;
        if constexpr (std::is_same_v<View, Model> || std::is_same_v<View, item>) {
            return detail::read_one<View>(base::db().call(encoded_request::of(op)), options.report, nullptr,
                                          &base::key_names);
        } else {
            static_assert(detail::check_kinds<Model, View>());
            const detail::checked_projection<View, Model> projection;
            const detail::expression::statement<Model, detail::checked_projection<View, Model>> statement(
                projection);
            op.expressions = statement;
            return detail::read_one<View>(base::db().call(encoded_request::of(op)), options.report,
                                          detail::check_of_view<Model, View>, &base::key_names);
        }
    }

    template <class Key>
    awaitable<bool> contains_key(const Key& key, get_options options) const {
        if constexpr (!detail::table_checks::is_sound<Model>) {
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
