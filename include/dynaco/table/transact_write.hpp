#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/transact_write_items.hpp>
#include <dynaco/table/expected_version.hpp>
#include <dynaco/table/key.hpp>
#include <dynaco/table/managed.hpp>
#include <dynaco/table/managed_actions.hpp>
#include <dynaco/table/options.hpp>
#include <dynaco/table/table.hpp>
#include <dynaco/table/transaction_verdict.hpp>
#include <dynaco/table/update.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco {

template <class Model>
inline constexpr bool check_has_a_condition = false;
template <class Model>
inline constexpr bool saved_object_is_not_const = false;

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
/// one is allowed for each item. Objects with managed members must outlive `commit`, which sets these once
/// the transaction is known to be applied; no other argument is referred to after an adder has returned.
///
/// A transaction is sent under a token of its own, so that attempts after the first have no further effect.
/// For one thread at a time; may be moved, but not while `commit` is under way.
class transact_write {
 public:
    explicit transact_write(client db, transact_write_options options = {});
    ~transact_write();
    transact_write(transact_write&&) noexcept;
    transact_write& operator=(transact_write&&) noexcept;

    /// Puts `object`, replacing any item with the same key. An object with managed members (`schema::version`
    /// and the like) must not be const, and is written if its version is still the stored one.
    /// @throws error  errc::item_too_large; errc::invalid_argument after `commit`
    template <class Model>
    transaction_statement<Model> save(const table<Model>& in, const std::type_identity_t<Model>& object) {
        return put(in, object, {});
    }
    template <class Model>
        requires(has_managed_members<Model>)
    transaction_statement<Model> save(const table<Model>& in, std::type_identity_t<Model>& object) {
        return put(in, object, {});
    }
    /// The same if a condition holds for the item that is there, or for its absence.
    template <class Model, expression::condition_node E>
    transaction_statement<Model> save(const table<Model>& in, const std::type_identity_t<Model>& object,
                                      const expression::condition_clause<E>& condition,
                                      write_options options = {}) {
        return put(in, object, options, condition);
    }
    template <class Model, expression::condition_node E>
        requires(has_managed_members<Model>)
    transaction_statement<Model> save(const table<Model>& in, std::type_identity_t<Model>& object,
                                      const expression::condition_clause<E>& condition,
                                      write_options options = {}) {
        return put(in, object, options, condition);
    }

    /// Changes attributes of an item; makes the item if there is none. The key, or an object that has it,
    /// then one or more actions, then perhaps `when(condition)`.
    ///
    /// Given an object, the item is changed if its version is still the object's; the object's managed
    /// members follow, its others stay as they are. Given a key, the version is counted up, whatever it is.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash, class First, class... Rest>
        requires(!std::same_as<Hash, Model>)
    transaction_statement<Model> update(const table<Model>& in, const Hash& hash, const First& first,
                                        const Rest&... rest) {
        if constexpr (update_argument<First>) {
            return update_key(in, key_ref<Model, Hash>(hash), first, rest...);
        } else {
            return update_key(in, key_ref<Model, Hash, First>(hash, first), rest...);
        }
    }
    template <class Model, class... Argument>
    transaction_statement<Model> update(const table<Model>& in, std::type_identity_t<Model>& object,
                                        const Argument&... argument) {
        return update_object(in, object, argument...);
    }

    /// Removes the item with this key; a missing one is no reason to cancel.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash>
        requires(!std::same_as<Hash, Model>)
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash) {
        return at_key(kind::remove, in, key_ref<Model, Hash>(hash), false);
    }
    template <class Model, class Hash, class Range>
        requires(!std::same_as<Hash, Model>)
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash, const Range& range) {
        return at_key(kind::remove, in, key_ref<Model, Hash, Range>(hash, range), false);
    }
    /// The same if a condition holds.
    template <class Model, class Hash, expression::condition_node E>
        requires(!std::same_as<Hash, Model>)
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash,
                                        const expression::condition_clause<E>& condition,
                                        write_options options = {}) {
        return at_key(kind::remove, in, key_ref<Model, Hash>(hash), options.return_existing, condition);
    }
    template <class Model, class Hash, class Range, expression::condition_node E>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash, const Range& range,
                                        const expression::condition_clause<E>& condition,
                                        write_options options = {}) {
        return at_key(kind::remove, in, key_ref<Model, Hash, Range>(hash, range), options.return_existing,
                      condition);
    }
    /// Removes the item with the key of `object`, if its version is still the object's.
    template <class Model>
    transaction_statement<Model> remove(const table<Model>& in, const std::type_identity_t<Model>& object) {
        return at_version(kind::remove, in, object, {});
    }
    template <class Model, expression::condition_node E>
    transaction_statement<Model> remove(const table<Model>& in, const std::type_identity_t<Model>& object,
                                        const expression::condition_clause<E>& condition,
                                        write_options options = {}) {
        return at_version(kind::remove, in, object, options, condition);
    }

    /// Writes nothing, but cancels the transaction unless the condition holds for the item with this key
    /// (ConditionCheck).
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash, expression::condition_node E>
        requires(!std::same_as<Hash, Model>)
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash,
                                       const expression::condition_clause<E>& condition,
                                       write_options options = {}) {
        return at_key(kind::check, in, key_ref<Model, Hash>(hash), options.return_existing, condition);
    }
    template <class Model, class Hash, class Range, expression::condition_node E>
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash, const Range& range,
                                       const expression::condition_clause<E>& condition,
                                       write_options options = {}) {
        return at_key(kind::check, in, key_ref<Model, Hash, Range>(hash, range), options.return_existing,
                      condition);
    }
    /// The same: the stored version must still be the one of `object`.
    template <class Model>
        requires(is_versioned<Model>)
    transaction_statement<Model> check(const table<Model>& in, const std::type_identity_t<Model>& object) {
        return at_version(kind::check, in, object, {});
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
    struct state;

    template <class Model, class Object, class... Condition>
    transaction_statement<Model> put(const table<Model>& in, Object& object, const write_options& options,
                                     const Condition&... condition) {
        const auto put_as = [&](const auto& item) {
            return with_version_condition(
                object, false,
                [&](const auto&... clause) {
                    const expression::statement<Model, std::remove_cvref_t<decltype(clause)>...> statement(
                        clause...);
                    return add<Model>({.what = kind::put,
                                       .table_name = in.table_name(),
                                       .key = key_of(std::as_const(object)),
                                       .item = item,
                                       .expressions = statement,
                                       .return_existing = sizeof...(clause) > 0 && options.return_existing});
                },
                condition...);
        };
        if constexpr (!has_managed_members<Model>) {
            return put_as(object);
        } else if constexpr (std::is_const_v<Object>) {
            static_assert(saved_object_is_not_const<Model>,
                          "dynaco: a save sets the version and times of the object: give it as a variable "
                          "that is not const (see saved_object_is_not_const<Model> in this message)");
            return transaction_statement<Model>(0);
        } else {
            const managed_write<Model> next(object, wall_clock());
            const auto statement = put_as(next);
            when_applied([next] { next.apply(); });
            return statement;
        }
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
    template <class Model, class... Condition>
    transaction_statement<Model> at_version(kind what, const table<Model>& in, const Model& object,
                                            const write_options& options, const Condition&... condition) {
        return with_version_condition(
            object, false,
            [&](const auto&... clause) {
                return at_key(what, in, key_of(object), sizeof...(clause) > 0 && options.return_existing,
                              clause...);
            },
            condition...);
    }

    template <class Model, class Key, class... Argument>
    transaction_statement<Model> update_key(const table<Model>& in, const Key& key,
                                            const Argument&... argument) {
        return with_clauses<Model>(
            wall_clock(),
            [&](const auto& update, const auto&... condition) {
                return at_key(kind::update, in, key, sizeof...(condition) > 0, update, condition...);
            },
            argument...);
    }
    template <class Model, class... Argument>
    transaction_statement<Model> update_object(const table<Model>& in, Model& object,
                                               const Argument&... argument) {
        const wall_time now = wall_clock();
        const auto statement = with_clauses<Model>(
            now,
            [&](const auto& update, const auto&... condition) {
                return with_version_condition(
                    object, false,
                    [&](const auto&... clause) {
                        return at_key(kind::update, in, key_of(std::as_const(object)), sizeof...(clause) > 0,
                                      update, clause...);
                    },
                    condition...);
            },
            argument...);
        if constexpr (has_managed_members<Model>)
            when_applied([next = managed_write<Model>(object, now)] { next.apply(); });
        return statement;
    }
    // The user's actions and those that every update of the model adds.
    template <class Model, class F, class... Argument>
    auto with_clauses(wall_time now, const F& f, const Argument&... argument) {
        check_update_arguments<Model, Argument...>();
        return std::apply([&](const auto&... ours) { return with_update_clauses(f, argument..., ours...); },
                          managed_actions<Model>(now));
    }

    template <class Model>
    transaction_statement<Model> add(const transact_action& action) {
        return transaction_statement<Model>(add_action(action));
    }
    std::size_t add_action(const transact_action& action);
    void when_applied(std::function<void()> call);
    [[nodiscard]] wall_time wall_clock() const;

    static awaitable<transaction_verdict> run(std::shared_ptr<state> s);

    std::shared_ptr<state> state_;
};

}  // namespace dynaco
