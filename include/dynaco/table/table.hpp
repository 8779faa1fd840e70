#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/delete_item.hpp>
#include <dynaco/operations/get_item.hpp>
#include <dynaco/operations/put_item.hpp>
#include <dynaco/operations/update_item.hpp>
#include <dynaco/table/administration.hpp>
#include <dynaco/table/batch_get.hpp>
#include <dynaco/table/batch_reader.hpp>
#include <dynaco/table/batch_writer.hpp>
#include <dynaco/table/create_options.hpp>
#include <dynaco/table/definition.hpp>
#include <dynaco/table/index.hpp>
#include <dynaco/table/key.hpp>
#include <dynaco/table/model_check.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/outcome.hpp>
#include <dynaco/table/readable.hpp>
#include <dynaco/table/refuse_temporary.hpp>
#include <dynaco/table/table_admin.hpp>
#include <dynaco/table/update.hpp>
#include <dynaco/table/verdict.hpp>

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
/// `Model` is a plain aggregate with a `static constexpr dynaco::schema schema`. Functions that do I/O encode
/// their request before they return: arguments may die before the result is awaited, and so may the table.
/// They throw `error` once awaited; cancelling them (terminal) is errc::canceled, or errc::outcome_unknown
/// for a write that was sent. Any number of calls may be under way at once, from any threads.
template <class Model>
class table : public readable<Model, Model> {
    static_assert(table_checks::check_model<Model>() || true);  // what fails has its own message
    using base = readable<Model, Model>;

 public:
    /// The table that the schema names.
    explicit table(client db) : table(std::move(db), std::string(Model::schema.table_name)) {}
    /// The table called `table_name`.
    table(client db, std::string table_name) : base(std::move(db), std::move(table_name)) {}

    // --- the table itself
    // ------------------------------------------------------------------------------------------

    /// Creates the table with its indexes and settings unless it is there, waits until it is active, and
    /// switches on time to live if the schema has it. An existing table is not compared with the model: see
    /// `table_admin::plan`. @returns whether it was created.
    /// @throws error  errc::table_not_active after `options.timeout`; errc::table_differs if time to live is
    /// on for another attribute
    [[nodiscard]] awaitable<bool> create(create_options options = {}) const {
        const table_definition wanted = define_table<Model>(base::table_name());
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

    /// The item with this key; nothing if there is none (GetItem). `View` is any aggregate whose members are
    /// a subset of the model's: only they are fetched.
    template <class View = Model, class Hash>
    [[nodiscard]] awaitable<std::optional<View>> get(const Hash& hash, get_options options = {}) const {
        return get_key<View>(key_ref<Model, Hash>(hash), options);
    }
    template <class View = Model, class Hash, class Range>
        requires(!std::same_as<Range, get_options>)
    [[nodiscard]] awaitable<std::optional<View>> get(const Hash& hash, const Range& range,
                                                     get_options options = {}) const {
        return get_key<View>(key_ref<Model, Hash, Range>(hash, range), options);
    }

    /// Writes `object`, replacing any item with the same key (PutItem): attributes that `object` lacks are
    /// gone.
    /// @throws error  errc::item_too_large, before any I/O
    [[nodiscard]] awaitable<void> save(const Model& object) const {
        return written(
            base::db().call(encoded_request::of(put_item{.table_name = base::table_name(), .item = object})));
    }
    /// The same if a condition holds for the item that is there, or for its absence.
    ///
    ///     auto written = co_await accounts.save(alice, when("account_id"_a.not_exists()));
    template <expression::condition_node E>
    [[nodiscard]] awaitable<verdict<Model>> save(const Model& object,
                                                 const expression::condition_clause<E>& condition,
                                                 write_options options = {}) const {
        const expression::statement<Model, expression::condition_clause<E>> statement(condition);
        return judged<Model>(
            base::db().call(encoded_request::of(put_item{.table_name = base::table_name(),
                                                         .item = object,
                                                         .expressions = statement,
                                                         .return_existing = options.return_existing})));
    }
    /// On g++ 12 only: says what to do instead.
    template <class Temporary = Model, class... Rest>
        requires(std::same_as<Temporary, Model>&& miscompiles_temporaries)
    awaitable<void> save(Temporary&&, const Rest&...)
    const { return refuse_temporary<Model>(); }

    /// Changes attributes of an item on the server (UpdateItem); makes the item if there is none.
    ///
    ///     co_await accounts.update("1", "email"_a.set("bob@example.com"), "balance"_a.set("balance"_a + 1));
    ///
    /// The key, then one or more actions, then perhaps `when(condition)`: the result is then a
    /// `verdict<Model>`.
    template <class Hash, class First, class... Rest>
    [[nodiscard]] auto update(const Hash& hash, const First& first, const Rest&... rest) const {
        if constexpr (update_argument<First>) {
            return update_key(key_ref<Model, Hash>(hash), first, rest...);
        } else {
            return update_key(key_ref<Model, Hash, First>(hash, first), rest...);
        }
    }

    /// Removes the item with this key; a missing one is no error (DeleteItem).
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) const {
        return remove_key(key_ref<Model, Hash>(hash));
    }
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) const {
        return remove_key(key_ref<Model, Hash, Range>(hash, range));
    }
    /// The same if a condition holds.
    template <class Hash, expression::condition_node E>
    [[nodiscard]] awaitable<verdict<Model>> remove(const Hash& hash,
                                                   const expression::condition_clause<E>& condition,
                                                   write_options options = {}) const {
        return remove_key(key_ref<Model, Hash>(hash), condition, options);
    }
    template <class Hash, class Range, expression::condition_node E>
    [[nodiscard]] awaitable<verdict<Model>> remove(const Hash& hash, const Range& range,
                                                   const expression::condition_clause<E>& condition,
                                                   write_options options = {}) const {
        return remove_key(key_ref<Model, Hash, Range>(hash, range), condition, options);
    }

    // --- many items
    // ------------------------------------------------------------------------------------------------

    /// Puts and removals, 25 to a request.
    [[nodiscard]] batch_writer<Model> batch_write() const { return {base::db(), base::table_name()}; }

    /// Items by their keys, 100 to a request: `keys` is a range of hash keys, or of pairs of hash and range
    /// key.
    ///
    ///     const std::vector<std::string> ids{"1", "2"};
    ///     auto found = co_await accounts.batch_get(ids).collect();
    template <class View = Model, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        static_assert(table_checks::check_view<View, Model>());
        return batch_reader<View>(
            encode_batch_get<View, Model>(base::db(), base::table_name(), keys, options.consistent_read));
    }

    /// The same items seen through one of the model's indexes.
    template <class Index>
    [[nodiscard]] index_of<Model, Index> index() const {
        return {base::db(), base::table_name()};
    }

 private:
    template <class View, class Key>
    awaitable<std::optional<View>> get_key(const Key& key, get_options options) const {
        static_assert(table_checks::check_view<View, Model>());
        get_item op{.table_name = base::table_name(), .key = key, .consistent_read = options.consistent_read};
        if constexpr (std::is_same_v<View, Model>) {
            return read_one<View>(base::db().call(encoded_request::of(op)));
        } else {
            const expression::projection_clause<View> projection;
            const expression::statement<Model, expression::projection_clause<View>> statement(projection);
            op.expressions = statement;
            return read_one<View>(base::db().call(encoded_request::of(op)));
        }
    }

    template <class Key, class... Argument>
    auto update_key(const Key& key, const Argument&... argument) const {
        check_update_arguments<Model, Argument...>();
        const auto send = [&](const auto& statement, bool conditional) {
            return base::db().call(encoded_request::of(update_item{.table_name = base::table_name(),
                                                                   .key = key,
                                                                   .expressions = statement,
                                                                   .return_existing = conditional}));
        };
        return with_update_clauses(
            [&](const auto& update, const auto&... condition) {
                using update_type = std::remove_cvref_t<decltype(update)>;
                const expression::statement<Model, update_type, std::remove_cvref_t<decltype(condition)>...>
                statement(update, condition...);
                if constexpr (sizeof...(condition) == 0) {
                    return written(send(statement, false));
                } else {
                    return judged<Model>(send(statement, true));
                }
            },
            argument...);
    }

    template <class Key>
    awaitable<void> remove_key(const Key& key) const {
        return written(
            base::db().call(encoded_request::of(delete_item{.table_name = base::table_name(), .key = key})));
    }
    template <class Key, class Condition>
    awaitable<verdict<Model>> remove_key(const Key& key, const Condition& condition,
                                         write_options options) const {
        const expression::statement<Model, Condition> statement(condition);
        return judged<Model>(
            base::db().call(encoded_request::of(delete_item{.table_name = base::table_name(),
                                                            .key = key,
                                                            .expressions = statement,
                                                            .return_existing = options.return_existing})));
    }
};

}  // namespace dynaco
