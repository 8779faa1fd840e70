#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/transact_write_items.hpp>
#include <dynaco/table/key.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/table.hpp>
#include <dynaco/table/transaction_verdict.hpp>
#include <dynaco/table/update.hpp>

#include <concepts>
#include <memory>
#include <string_view>
#include <type_traits>

namespace dynaco {

template <class Model>
inline constexpr bool check_has_a_condition = false;

/// Trivially copyable, as all options are.
struct transact_write_options {
    /// At most 36 characters; another transaction with this token, within ten minutes, has no effect if the
    /// first was applied. Empty: a random one.
    std::string_view client_request_token{};
};

/// Writes up to 100 items of any tables, all of them or none (TransactWriteItems).
///
///     dynaco::transact_write tx{db};
///     const auto taken = tx.update(accounts, "1", "balance"_a.add(-5), when("balance"_a >= 5));
///     tx.update(accounts, "2", "balance"_a.add(5));
///     auto done = co_await tx.commit();
///     if (!done) log(done.existing(taken));
///
/// The adders encode their statement before they return, and so throw at once what cannot be encoded; the
/// transaction is then as it was before. Statements are sent in the order in which they were added. At most
/// one is allowed for each item.
///
/// A transaction is sent under a token of its own, so that attempts after the first have no further effect.
/// For one thread at a time; may be moved, but not while `commit` is under way.
class transact_write {
 public:
    explicit transact_write(client db, transact_write_options options = {});
    ~transact_write();
    transact_write(transact_write&&) noexcept;
    transact_write& operator=(transact_write&&) noexcept;

    /// Puts `object`, replacing any item with the same key.
    /// @throws error  errc::item_too_large; errc::invalid_argument after `commit`
    template <class Model>
    transaction_statement<Model> save(const table<Model>& in, const std::type_identity_t<Model>& object) {
        return put(in, object, false);
    }
    /// The same if a condition holds for the item that is there, or for its absence.
    template <class Model, expression::condition_node E>
    transaction_statement<Model> save(const table<Model>& in, const std::type_identity_t<Model>& object,
                                      const expression::condition_clause<E>& condition,
                                      write_options options = {}) {
        return put(in, object, options.return_existing, condition);
    }

    /// Changes attributes of an item; makes the item if there is none. The key, then one or more actions,
    /// then perhaps `when(condition)`.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash, class First, class... Rest>
    transaction_statement<Model> update(const table<Model>& in, const Hash& hash, const First& first,
                                        const Rest&... rest) {
        if constexpr (update_argument<First>) {
            return update_key(in, key_ref<Model, Hash>(hash), first, rest...);
        } else {
            return update_key(in, key_ref<Model, Hash, First>(hash, first), rest...);
        }
    }

    /// Removes the item with this key; a missing one is no reason to cancel.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash) {
        return at_key(remove_kind, in, key_ref<Model, Hash>(hash), false);
    }
    template <class Model, class Hash, class Range>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash, const Range& range) {
        return at_key(remove_kind, in, key_ref<Model, Hash, Range>(hash, range), false);
    }
    /// The same if a condition holds.
    template <class Model, class Hash, expression::condition_node E>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash,
                                        const expression::condition_clause<E>& condition,
                                        write_options options = {}) {
        return at_key(remove_kind, in, key_ref<Model, Hash>(hash), options.return_existing, condition);
    }
    template <class Model, class Hash, class Range, expression::condition_node E>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash, const Range& range,
                                        const expression::condition_clause<E>& condition,
                                        write_options options = {}) {
        return at_key(remove_kind, in, key_ref<Model, Hash, Range>(hash, range), options.return_existing,
                      condition);
    }

    /// Writes nothing, but cancels the transaction unless the condition holds for the item with this key
    /// (ConditionCheck).
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash, expression::condition_node E>
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash,
                                       const expression::condition_clause<E>& condition,
                                       write_options options = {}) {
        return at_key(check_kind, in, key_ref<Model, Hash>(hash), options.return_existing, condition);
    }
    template <class Model, class Hash, class Range, expression::condition_node E>
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash, const Range& range,
                                       const expression::condition_clause<E>& condition,
                                       write_options options = {}) {
        return at_key(check_kind, in, key_ref<Model, Hash, Range>(hash, range), options.return_existing,
                      condition);
    }
    /// Says what is missing.
    template <class Model, class... Key>
    transaction_statement<Model> check(const table<Model>&, const Key&...) {
        static_assert(check_has_a_condition<Model>,
                      "dynaco: check() takes the key, then when(condition) (see "
                      "check_has_a_condition<Model> in this message)");
        return transaction_statement<Model>(0);
    }

    /// Sends the transaction. @returns whether it was applied; false if nothing but conditions stood in the
    /// way. Without a statement nothing is sent and the result is true.
    ///
    /// After an exception `commit` may be called again: the same request goes out under the same token, so
    /// that it is applied once even if the outcome was unknown. Otherwise a transaction is committed once.
    ///
    /// @throws error  errc::invalid_argument, before any I/O: more than 100 statements, two on one item, more
    ///     than 4 MB, committed already. errc::transaction_canceled: something besides conditions stood in
    ///     the way, see `diagnostics::cancellation_reasons`; condition::throttled or ::unavailable after
    ///     retries.
    /// @cancel terminal; once bytes were sent the failure is errc::outcome_unknown.
    [[nodiscard]] awaitable<transaction_verdict> commit();

    /// Statements added.
    [[nodiscard]] std::size_t size() const noexcept;

 private:
    using kind = transact_action::kind;
    static constexpr kind remove_kind = kind::remove;
    static constexpr kind check_kind = kind::check;
    struct state;

    template <class Model, class... Condition>
    transaction_statement<Model> put(const table<Model>& in, const Model& object, bool return_existing,
                                     const Condition&... condition) {
        const expression::statement<Model, Condition...> statement(condition...);
        return add<Model>({.what = kind::put,
                           .table_name = in.table_name(),
                           .key = key_of(object),
                           .item = object,
                           .expressions = statement,
                           .return_existing = return_existing});
    }
    template <class Model, class Key, class... Clause>
    transaction_statement<Model> at_key(kind what, const table<Model>& in, const Key& key,
                                        bool return_existing, const Clause&... clause) {
        const expression::statement<Model, Clause...> statement(clause...);
        return add<Model>({.what = what,
                           .table_name = in.table_name(),
                           .key = key,
                           .expressions = statement,
                           .return_existing = return_existing});
    }
    template <class Model, class Key, class... Argument>
    transaction_statement<Model> update_key(const table<Model>& in, const Key& key,
                                            const Argument&... argument) {
        check_update_arguments<Model, Argument...>();
        return with_update_clauses(
            [&](const auto& update, const auto&... condition) {
                return at_key(kind::update, in, key, sizeof...(condition) > 0, update, condition...);
            },
            argument...);
    }
    template <class Model>
    transaction_statement<Model> add(const transact_action& action) {
        return transaction_statement<Model>(add_action(action));
    }
    std::size_t add_action(const transact_action& action);

    static awaitable<transaction_verdict> run(std::shared_ptr<state> s);

    std::shared_ptr<state> state_;
};

}  // namespace dynaco
