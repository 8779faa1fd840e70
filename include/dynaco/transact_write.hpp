#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/detail/table/call/arguments.hpp>
#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/write/expected_version.hpp>
#include <dynaco/detail/table/write/kind_lock.hpp>
#include <dynaco/detail/table/write/managed.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/update_lock.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/options.hpp>
#include <dynaco/table.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

/// A statement of a `transact_write`, as its adders give it: what to ask the verdict about.
template <class Model>
class transaction_statement {
 public:
    explicit transaction_statement(std::size_t index) noexcept : index_(index) {}

    /// Its place in the transaction, from 0.
    [[nodiscard]] std::size_t index() const noexcept { return index_; }

 private:
    std::size_t index_;
};

/// What one statement had to do with the transaction's cancellation.
class transaction_reason {
 public:
    transaction_reason(failure canceled, std::size_t statement) noexcept
        : canceled_(std::move(canceled)), statement_(statement) {}

    /// Whether the statement stood in the way.
    explicit operator bool() const noexcept { return static_cast<bool>(details()); }

    /// The statement's place in the transaction, from 0.
    [[nodiscard]] std::size_t statement() const noexcept { return statement_; }
    /// errc{} if the statement was not in the way.
    [[nodiscard]] errc cause() const noexcept { return details().cause; }
    /// All that the service said.
    [[nodiscard]] const cancellation_reason& details() const noexcept;

    /// The item that did not meet the condition; nothing if there was none, or if
    /// `write_options::return_existing` was off. Decoded by each call.
    /// @throws error  condition::model_mismatch
    template <class Model>
    [[nodiscard]] std::optional<Model> existing() const {
        return dynaco::existing<Model>(canceled_, statement_);
    }

 private:
    failure canceled_;
    std::size_t statement_;
};

/// The item that did not meet the condition of `statement`, from what `commit` threw:
///
///     catch (const dynaco::error& e) { log(dynaco::existing(e, taken)); }
///
/// @throws error  condition::model_mismatch
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why, transaction_statement<Model> statement) {
    return existing<Model>(why, statement.index());
}
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why, transaction_statement<Model> statement) {
    return existing<Model>(why.as_failure(), statement.index());
}

/// What became of a transaction, as `try_commit` says it: true if it was applied, all of it; false if some
/// conditions did not hold and nothing was written.
class [[nodiscard]] transaction_verdict {
 public:
    /// Applied.
    explicit transaction_verdict(std::size_t statements) noexcept : statements_(statements) {}
    /// Cancelled.
    transaction_verdict(std::size_t statements, failure canceled) noexcept
        : statements_(statements), canceled_(std::move(canceled)) {}

    explicit operator bool() const noexcept { return !canceled_; }

    /// The statements whose conditions did not hold, in the order in which they were added.
    [[nodiscard]] std::vector<transaction_reason> reasons() const;
    /// What `statement` had to do with it.
    /// @throws error  errc::invalid_argument: it is of another transaction
    template <class Model>
    [[nodiscard]] transaction_reason reason(transaction_statement<Model> statement) const {
        return reason_at(statement.index());
    }
    /// The item that did not meet the condition of `statement`: `reason(statement).existing<Model>()`.
    /// @throws error
    template <class Model>
    [[nodiscard]] std::optional<Model> existing(transaction_statement<Model> statement) const {
        return reason_at(statement.index()).template existing<Model>();
    }

    /// The cancellation; no failure if the transaction was applied.
    [[nodiscard]] failure why() const { return canceled_.value_or(failure()); }
    /// Turns a false verdict into the exception that `commit` throws.
    /// @throws error  errc::transaction_canceled: `why()`
    void or_throw() const;

 private:
    [[nodiscard]] transaction_reason reason_at(std::size_t statement) const;

    std::size_t statements_;
    std::optional<failure> canceled_;
};

namespace detail {

template <class Model>
inline constexpr bool check_has_a_condition = false;
template <return_values Values>
inline constexpr bool transaction_returns_no_items = false;
template <class Whole>
inline constexpr bool write_is_for_one_model = false;

}  // namespace detail

/// Trivially copyable, as all options are.
struct transact_write_options {
    /// At most 36 characters; another transaction with this token, within ten minutes, has no effect if the
    /// first was applied. Empty: a random one.
    std::string_view client_request_token{};
    call_report* report = nullptr;  ///< Is added to; must live until `commit` is over.
};

/// Writes up to 100 items of any tables, all of them or none (TransactWriteItems).
///
///     dynaco::transact_write tx{db};
///     const auto taken = tx.update(accounts, "1", "balance"_a.add(-5), when("balance"_a >= 5));
///     tx.update(accounts, "2", "balance"_a.add(5));
///     auto done = co_await tx.try_commit();
///     if (!done) log(done.existing(taken));
///
/// `commit` throws where `try_commit` answers false.
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

    /// Puts `object`, replacing any item with the same key; perhaps if a condition holds. A model with a
    /// version is saved if the stored version is the object's, counted up; with times, they are set: the
    /// object must then be named and not const.
    ///
    /// Takes the object, then perhaps `when(condition)` and `write_options`. An object of one of the models
    /// of a polymorphic table is saved as by `in.as<Object>()`.
    /// @throws error  errc::item_too_large; errc::invalid_argument after `commit`
    template <class Model, class Object = Model, class A = write_options,
              class B = detail::argument_after<write_options, A>>
    auto save(const table<Model>& in, Object&& object, const A& a = {}, const B& b = {}) {
        using object_type = std::remove_cvref_t<Object>;
        // A model that changes when it is written is not const.
        using stored = std::conditional_t<std::is_convertible_v<Object, Model&>, Model, const Model>;
        if constexpr (detail::is_model_of<Model, object_type>)
            return save(in.template as<object_type>(), object, a, b);
        else if constexpr (detail::is_polymorphic<Model>)
            return refuse_whole<Model>();
        else if constexpr (detail::is_another_object<Object, Model>)
            return refuse_another<object_type, Model>();
        else
            return with_clauses<Model>(
                [&](const auto& options, const auto&... condition) {
                    stored& reference = object;
                    return put<Model, stored>(in, reference, options, condition...);
                },
                a, b);
    }

    /// Changes attributes of an item. Takes the key, or an object, then one or more actions and, anywhere
    /// among them, `when(condition)` and `write_options{…}`. If no item has the key, the update makes one.
    /// Where the new item would lack an attribute that the schema requires, the item must exist.
    ///
    /// Given an object, its item must be stored, and its version must still be the object's; version and
    /// times of the object follow, its other members stay as they are. Given a key, the version is counted
    /// up, whatever it is.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Key, class First, class... Rest>
    transaction_statement<Model> update(const table<Model>& in, Key&& key, const First& first,
                                        const Rest&... rest) {
        using key_type = std::remove_cvref_t<Key>;
        constexpr bool is_object = std::same_as<key_type, Model>;
        constexpr bool has_range = !is_object && !detail::is_no_key<First>;
        if constexpr ((expression::misplaced_in_a_write<First> || ... ||
                       expression::misplaced_in_a_write<Rest>)) {
            (expression::refuse_misplaced<First>(), ..., expression::refuse_misplaced<Rest>());
            return transaction_statement<Model>(0);
        } else if constexpr (is_object && std::same_as<Key, Model&>) {
            return update_object(in, key, first, rest...);
        } else if constexpr (is_object) {
            return update_object(in, std::as_const(key), first, rest...);
        } else if constexpr (!has_range) {
            return update_key(in, detail::key_in(in, key), first, rest...);
        } else {
            return update_key(in, detail::key_in(in, key, first), rest...);
        }
    }

    /// Removes the item with this key, perhaps if a condition holds; a missing item is no reason to cancel.
    /// An object stands for its key: the item is then removed if its version is still the object's.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash, class A = write_options,
              class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    transaction_statement<Model> remove(const table<Model>& in, const Hash& hash, const A& a = {},
                                        const B& b = {}, const C& c = {}) {
        if constexpr (is_another_models<Hash, Model>)
            return refuse_another<Hash, Model>();
        else
            return at_key_or_object(kind::remove, in, hash, a, b, c);
    }

    /// Writes nothing, but cancels the transaction unless the condition holds for the item with this key
    /// (ConditionCheck). Given an object with a version, the stored version must still be the object's; a
    /// further condition may follow.
    /// @throws error  errc::invalid_argument after `commit`
    template <class Model, class Hash = Model, class A = write_options,
              class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash, const A& a = {},
                                       const B& b = {}, const C& c = {}) {
        constexpr bool tests_a_version = std::same_as<Hash, Model> && has_version<Model>();
        constexpr bool misplaced = expression::misplaced_in_a_write<A> || expression::misplaced_in_a_write<B>;
        if constexpr (is_another_models<Hash, Model>) {
            return refuse_another<Hash, Model>();
        } else if constexpr (!detail::has_condition<A, B, C> && !tests_a_version && !misplaced) {
            static_assert(detail::check_has_a_condition<Model>,
                          "dynaco: check() takes the key, then when(condition) (see "
                          "check_has_a_condition<Model> in this message)");
            return transaction_statement<Model>(0);
        } else {
            return at_key_or_object(kind::check, in, hash, a, b, c);
        }
    }

    /// Sends the transaction. Without a statement nothing is sent.
    ///
    /// After an exception `commit` may be called again, unless conditions alone stood in the way: the same
    /// request goes out under the same token, so that it is applied once even if the outcome was unknown.
    /// 10 minutes after a commit of unknown outcome it is errc::outcome_unknown at once: DynamoDB has
    /// forgotten the token. Otherwise a transaction is committed once.
    ///
    /// @throws error  errc::transaction_canceled (condition::conflict): a condition did not hold, or
    /// something
    ///     else stood in the way, see `diagnostics::cancellation_reasons`; `dynaco::existing(e, statement)`
    ///     is the item that did not meet a condition. errc::transaction_throttled if that was nothing but
    ///     throttling. errc::invalid_argument, before any I/O: more than 100 statements, two on one item,
    ///     more than 4 MB, committed already. condition::throttled or ::unavailable after retries.
    /// @cancel terminal; once bytes were sent the failure is errc::outcome_unknown.
    [[nodiscard]] awaitable<void> commit();
    /// The same, but conditions that did not hold are an answer, if nothing else stood in the way.
    /// @returns whether the transaction was applied
    /// @throws error  for all other causes
    [[nodiscard]] awaitable<transaction_verdict> try_commit();

    /// Statements added.
    [[nodiscard]] std::size_t size() const noexcept;

 private:
    using kind = transact_action::kind;
    static constexpr std::string_view condition_member = "ConditionExpression";
    struct state;
    template <class Model>
    static constexpr bool is_sound = table_checks::is_sound<detail::models_of<Model>>;

    template <class Model>
    static consteval bool has_version() {
        if constexpr (detail::is_polymorphic<Model>)
            return false;
        else
            return detail::is_versioned<Model>;
    }
    template <class... Argument>
    static consteval bool check_returns_nothing() {
        constexpr return_values wanted = detail::values_wanted<Argument...>;
        if constexpr (wanted != return_values::none)
            static_assert(
                detail::transaction_returns_no_items<wanted>,
                "dynaco: a write in a transaction cannot return items: DynamoDB returns them only if the "
                "transaction fails (see transaction_returns_no_items<Values> in this message)");
        return wanted == return_values::none;
    }
    // Calls `f` with the options and the condition, if there is one.
    template <class Model, class F, class... Argument>
    static transaction_statement<Model> with_clauses(const F& f, const Argument&... argument) {
        if constexpr (!check_returns_nothing<Argument...>())
            return transaction_statement<Model>(0);
        else if constexpr (!detail::check_write_arguments<write_options, Argument...>())
            return transaction_statement<Model>(0);
        else
            return detail::with_condition_of(
                [&](const auto&... condition) {
                    return f(detail::options_among<write_options>(argument...), condition...);
                },
                argument...);
    }
    // The range key, if there is one, is the first argument after the hash key.
    template <class Model, class Hash, class First, class... Rest>
    transaction_statement<Model> at_key_or_object(kind what, const table<Model>& in, const Hash& hash,
                                                  const First& first, const Rest&... rest) {
        constexpr bool is_range = !detail::is_no_key<First> && !detail::is_absent<First>;
        if constexpr (is_range)
            return with_clauses<Model>(
                [&](const auto& options, const auto&... condition) {
                    return at_known_key(what, in, detail::key_in(in, hash, first), options, condition...);
                },
                rest...);
        else
            return with_clauses<Model>(
                [&](const auto& options, const auto&... condition) {
                    return at(what, in, hash, options, condition...);
                },
                first, rest...);
    }

    template <class Model, class Object, class... Condition>
    transaction_statement<Model> put(const table<Model>& in, Object& object, const write_options& options,
                                     const Condition&... condition) {
        using model_type = std::remove_const_t<Object>;
        const detail::version_lock<model_type> lock(object, options);
        const auto put_as = [&](const auto& item) {
            const auto encode = [&]<class... Clause>(const Clause&... clause) {
                const expression::statement<Model, Clause...> statement(clause...);
                return add<Model>({.what = kind::put,
                                   .table_name = in.table_name(),
                                   .key = detail::key_of_object(in, object),
                                   .item = item,
                                   .expressions = statement,
                                   .return_existing = sizeof...(Clause) > 0 && options.return_existing},
                                  options, detail::guard_of<Condition...>(lock, options));
            };
            return lock(encode, condition...);
        };
        if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else if constexpr (!detail::has_managed_members<Model>) {
            return put_as(object);
        } else if constexpr (std::is_const_v<Object>) {
            static_cast<void>(detail::refuse_object<Object&, Model>());
            return transaction_statement<Model>(0);
        } else {
            const detail::managed_write<Model> next(object, wall_clock());
            const auto statement = put_as(next);
            when_applied([next] { next.apply(); });
            return statement;
        }
    }

    // At a hash key, or at the key of an object on condition that its version is stored.
    template <class Model, class Target, class... Condition>
    transaction_statement<Model> at(kind what, const table<Model>& in, const Target& target,
                                    const write_options& options, const Condition&... condition) {
        if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else if constexpr (detail::is_model_of<Model, Target>) {
            const auto statement = at(what, in.template as<Target>(), target, options, condition...);
            return transaction_statement<Model>(statement.index());
        } else if constexpr (std::same_as<Target, Model>) {
            const detail::version_lock<Model> lock(target, options);
            const auto encode = [&](const auto&... clause) {
                return at_key(what, in, detail::key_of_object(in, target), options,
                              guard_in<Condition...>(in, lock, options), clause...);
            };
            return lock(encode, condition...);
        } else {
            return at_known_key(what, in, detail::key_in(in, target), options, condition...);
        }
    }
    template <class Model, class Key, class... Condition>
    transaction_statement<Model> at_key(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const detail::write_guard& guard,
                                        const Condition&... condition) {
        const auto encode = [&](const auto&... clause) {
            return add_at(what, in, key, options, guard, clause...);
        };
        return in_kind(in, encode, condition...);
    }
    template <class Model, class Key, class Update, class... Condition>
    transaction_statement<Model> update_at(const table<Model>& in, const Key& key,
                                           const write_options& options, const detail::write_guard& guard,
                                           const Update& update, const Condition&... condition) {
        const auto encode = [&](const auto&... clause) {
            return add_at(kind::update, in, key, options, guard, update, clause...);
        };
        return in_kind(in, encode, condition...);
    }
    // Calls `f` with the condition, and that of the model's kind.
    template <class Model, class F, class... Condition>
    static auto in_kind(const table<Model>&, const F& f, const Condition&... condition) {
        if constexpr (detail::is_polymorphic<Model>) {
            return f(condition...);
        } else {
            return detail::with_kind_condition<Model>(f, condition...);
        }
    }
    template <class... Argument, class Model, class Lock>
    static detail::write_guard guard_in(const table<Model>&, const Lock& lock, const write_options& options) {
        if constexpr (detail::is_polymorphic<Model>)
            return detail::guard_of<Argument...>(lock, options);
        else
            return detail::guard_at_key<Model, Argument...>(lock, options);
    }
    template <class Model, class Key, class... Condition>
    transaction_statement<Model> at_known_key(kind what, const table<Model>& in, const Key& key,
                                              const write_options& options, const Condition&... condition) {
        if constexpr (is_sound<Model>)
            return at_key(what, in, key, options,
                          guard_in<Condition...>(in, detail::no_version_lock{}, options), condition...);
        else
            return transaction_statement<Model>(0);
    }
    template <class Model, class Key, class... Clause>
    transaction_statement<Model> add_at(kind what, const table<Model>& in, const Key& key,
                                        const write_options& options, const detail::write_guard& guard,
                                        const Clause&... clause) {
        constexpr bool conditional = ((Clause::member == condition_member) || ...);
        const expression::statement<detail::models_of<Model>, Clause...> statement(clause...);
        return add<Model>({.what = what,
                           .table_name = in.table_name(),
                           .key = key,
                           .expressions = statement,
                           .return_existing = conditional && options.return_existing},
                          options, guard);
    }

    template <class Model, class Key, class... Argument>
    transaction_statement<Model> update_key(const table<Model>& in, const Key& key,
                                            const Argument&... argument) {
        if constexpr (detail::is_polymorphic<Model>) {
            return refuse_whole<Model>();
        } else if constexpr (!is_sound<Model>) {
            return transaction_statement<Model>(0);
        } else {
            check_arguments<Model, Argument...>();
            const auto options = detail::options_among<write_options>(argument...);
            const auto lock = detail::lock_of_update<Model>(argument...);
            const auto encode = [&](const auto& update, const auto&... user) {
                const auto locked = [&](const auto&... condition) {
                    return update_at(in, key, options, guard_in<Argument...>(in, lock, options), update,
                                     condition...);
                };
                return lock(locked, user...);
            };
            return detail::with_managed_update_clauses<Model>(wall_clock(), key, detail::unknown_version{},
                                                              encode, argument...);
        }
    }
    template <class Model, class Object, class... Argument>
    transaction_statement<Model> update_object(const table<Model>& in, Object& object,
                                               const Argument&... argument) {
        if constexpr (is_sound<Model>)
            return update_sound_object(in, object, argument...);
        else
            return transaction_statement<Model>(0);
    }
    template <class Model, class Object, class... Argument>
    transaction_statement<Model> update_sound_object(const table<Model>& in, Object& object,
                                                     const Argument&... argument) {
        check_arguments<Model, Argument...>();
        const auto options = detail::options_among<write_options>(argument...);
        if (auto refused = detail::version_overflow(object); refused && !options.ignore_version)
            throw error(*refused);
        const wall_time now = wall_clock();
        const detail::stored_item_lock<Model> lock(object, options);
        const auto encode = [&](const auto& update, const auto&... user) {
            const auto locked = [&](const auto&... condition) {
                return update_at(in, detail::key_of_object(in, object), options,
                                 guard_in<Argument...>(in, lock, options), update, condition...);
            };
            return lock(locked, user...);
        };
        if constexpr (detail::has_managed_members<Model> && std::is_const_v<Object>) {
            static_cast<void>(detail::refuse_object<Object&, Model>());
            return transaction_statement<Model>(0);
        } else {
            const auto statement = detail::with_managed_update_clauses<Model>(
                now, detail::key_of_object(in, object), detail::known_version<Model>(object, options), encode,
                argument...);
            if constexpr (detail::has_managed_members<Model>)
                when_applied([next = detail::managed_write<Model>(object, now)] { next.apply(); });
            return statement;
        }
    }
    template <class Object, class Model>
    static constexpr bool is_another_models =
        table_checks::is_object_of_another_table<Object, Model> && !detail::is_model_of<Model, Object>;
    template <class Object, class Model>
    static transaction_statement<Model> refuse_another() {
        detail::refuse_another_model<Object, Model>();
        return transaction_statement<Model>(0);
    }
    template <class Model>
    static transaction_statement<Model> refuse_whole() {
        static_assert(
            detail::write_is_for_one_model<Model>,
            "dynaco: in a transaction, this write to a polymorphic table needs the model: "
            "tx.update(pets.as<Cat>(), key, ...) (see write_is_for_one_model<Whole> in this message)");
        return transaction_statement<Model>(0);
    }
    template <class Model, class... Argument>
    static consteval void check_arguments() {
        if constexpr (detail::check_update_arguments<Model, Argument...>())
            static_cast<void>(check_returns_nothing<Argument...>());
    }

    template <class Model>
    transaction_statement<Model> add(const transact_action& action, const write_options& options,
                                     const detail::write_guard& guard) {
        return transaction_statement<Model>(add_action(action, options, guard));
    }
    std::size_t add_action(const transact_action& action, const write_options& options,
                           const detail::write_guard& guard);
    void when_applied(std::function<void()> call);
    [[nodiscard]] wall_time wall_clock() const;

    template <class Answer>
    static awaitable<Answer> run(std::shared_ptr<state> s);

    std::shared_ptr<state> state_;
};

}  // namespace dynaco
