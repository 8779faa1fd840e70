#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/transaction/read_requests.hpp>
#include <dynaco/detail/table/transaction/verdict.hpp>
#include <dynaco/detail/table/transaction/write_statements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/table.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

/// Options of a `transact_write`. Trivially copyable.
struct transact_write_options {
    /// The token that makes DynamoDB apply the transaction only once within ten minutes (ClientRequestToken):
    /// at most 36 characters. Another transaction with this token has no effect if the first was applied.
    /// Empty: a random token. The constructor of `transact_write` copies it.
    std::string_view client_request_token{};
    /// The calls' consumption and attempts are added to it. It must live until `commit` has ended. Null: no
    /// report.
    call_report* report = nullptr;
};

/// Writes up to 100 items of any tables, all of them or none (TransactWriteItems).
///
///     dynaco::transact_write tx{db};
///     const auto taken = tx.update(accounts, "1", "balance"_a.add(-5), when("balance"_a >= 5));
///     tx.update(accounts, "2", "balance"_a.add(5));
///     auto done = co_await tx.try_commit();
///     if (!done) log(done.existing(taken));
///
/// If a condition does not hold, `commit` throws and `try_commit` returns a false verdict.
///
/// Statements are sent in the order in which they were added. DynamoDB allows one statement for each item. An
/// adder encodes its statement before it returns. It throws at once if the statement cannot be encoded; the
/// transaction is unchanged then. Objects with a version or times must outlive `commit`, which sets these
/// members when the transaction is applied. No other argument is used after its adder has returned.
///
/// A transaction has a token, so retries do not apply it twice. Use it from one thread at a time. It may be
/// moved, but not while `commit` runs.
class transact_write : private detail::write_statements {
 public:
    /// An empty transaction. Sends nothing.
    explicit transact_write(client db, transact_write_options options = {});
    /// Discards statements that were not committed. A `commit` that still runs keeps what it needs.
    ~transact_write();
    /// Takes over the statements; the other transaction can then only be destroyed or assigned to.
    transact_write(transact_write&&) noexcept;
    /// Discards the statements and takes over those of the other transaction, which can then only be
    /// destroyed or assigned to.
    transact_write& operator=(transact_write&&) noexcept;

    /// Adds a Put: writes `object` and replaces an item with the same key. The object may be followed by
    /// `when(condition)` and `write_options`.
    ///
    /// If the model has a version, the stored version must be the object's version; the write increments it.
    /// If it has times, the write sets them. The object must be named and not const in both cases, and must
    /// outlive `commit`. For a polymorphic table, `object` is of one of its models, and is saved as with
    /// `in.as<Object>()`.
    /// @throws error  errc::item_too_large: more than 400 KB. errc::invalid_argument: the transaction was
    /// committed, or `write_options::report` is set. errc::empty_set, errc::not_a_number and others: a value
    /// cannot be encoded.
    template <class Model, class Object = Model, class A = write_options,
              class B = detail::argument_after<write_options, A>>
    auto save(const table<Model>& in, Object&& object, const A& a = {}, const B& b = {}) {
        using object_type = std::remove_cvref_t<Object>;
        // A save sets the version and times of the object: it cannot be const then.
        using stored = std::conditional_t<std::is_convertible_v<Object, Model&>, Model, const Model>;
        if constexpr (detail::is_model_of<Model, object_type>)
            return save(in.template as<object_type>(), object, a, b);
        else if constexpr (detail::is_polymorphic<Model>)
            return refuse_whole<Model>();
        else if constexpr (detail::is_another_object<Object, Model>)
            return refuse_another<object_type, Model>();
        else
            return with_clauses<Model>(
                [&](const auto& options, const auto& user) {
                    stored& reference = object;
                    return put<Model, stored>(in, reference, options, user);
                },
                a, b);
    }

    /// Adds an Update: changes attributes of an item. Takes the key, or an object, then one or more actions.
    /// `when(condition)` and `write_options{…}` may be anywhere among the actions.
    ///
    /// With a key, the update creates the item if it does not exist; if the new item would lack an attribute
    /// that the schema requires, the item must exist. The version is incremented without a check.
    ///
    /// With an object, the item must exist and its version must be the object's version. When the transaction
    /// is applied, the version and times of the object are set; its other members stay as they are.
    /// @throws error  errc::invalid_argument: the transaction was committed, or `write_options::report` is
    /// set. errc::number_out_of_range: the object's version cannot be incremented. errc::empty_set,
    /// errc::not_a_number and others: a value cannot be encoded.
    template <class Model, class Key, class First, class... Rest>
    transaction_statement<Model> update(const table<Model>& in, Key&& key, const First& first,
                                        const Rest&... rest) {
        using key_type = std::remove_cvref_t<Key>;
        constexpr bool is_object = std::same_as<key_type, Model>;
        constexpr bool has_range = !is_object && !detail::is_no_key<First>;
        if constexpr ((detail::expression::misplaced_in_a_write<First> || ... ||
                       detail::expression::misplaced_in_a_write<Rest>)) {
            (detail::expression::refuse_misplaced<First>(), ...,
             detail::expression::refuse_misplaced<Rest>());
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

    /// Adds a Delete: removes the item with this key. The key may be followed by `when(condition)` and
    /// `write_options`. An item that does not exist is not an error. With an object instead of the key, the
    /// stored version must be the object's version.
    /// @throws error  errc::invalid_argument: the transaction was committed, or `write_options::report` is
    /// set. errc::empty_set, errc::not_a_number and others: a key or value cannot be encoded.
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

    /// Adds a ConditionCheck: writes nothing, but cancels the transaction if the condition does not hold for
    /// the item with this key. Takes the key, then `when(condition)` and perhaps `write_options`. With an
    /// object instead of the key, the stored version must be the object's version; a condition is optional
    /// then.
    /// @throws error  errc::invalid_argument: the transaction was committed, `write_options::report` is set,
    /// or `ignore_version` leaves no condition. errc::empty_set, errc::not_a_number and others: a key or
    /// value cannot be encoded.
    template <class Model, class Hash = Model, class A = write_options,
              class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    transaction_statement<Model> check(const table<Model>& in, const Hash& hash, const A& a = {},
                                       const B& b = {}, const C& c = {}) {
        constexpr bool tests_a_version = std::same_as<Hash, Model> && has_version<Model>();
        constexpr bool misplaced =
            detail::expression::misplaced_in_a_write<A> || detail::expression::misplaced_in_a_write<B>;
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

    /// Sends the transaction and returns when it is applied. Without statements it sends nothing.
    ///
    /// After an exception `commit` may be called again, unless only conditions were the cause: it sends the
    /// same request with the same token, so the transaction is applied once even if the outcome was unknown.
    /// 10 minutes after a commit with an unknown outcome it throws errc::outcome_unknown at once, because
    /// DynamoDB has forgotten the token. A transaction that was applied cannot be committed again.
    ///
    /// Asio's terminal cancellation ends the call. If bytes were sent, the failure is errc::outcome_unknown.
    /// @throws error  errc::transaction_canceled (condition::conflict): nothing was written, because a
    /// condition did not hold or for another cause; see `diagnostics::cancellation_reasons` and
    /// `dynaco::existing(e, statement)`. errc::transaction_throttled: throttling was the only cause.
    /// errc::invalid_argument, before any I/O: more than 100 statements, two for one item, more than 4 MB,
    /// the transaction has ended already, or another `commit` runs. condition::throttled or
    /// condition::unavailable after all attempts.
    [[nodiscard]] awaitable<void> commit();
    /// Sends the transaction and returns a verdict: true if it was applied, false if conditions did not hold
    /// and nothing was written. It otherwise works like `commit`: it may be called again after an exception,
    /// with the same token.
    /// @throws error  errc::transaction_canceled: there was another cause than conditions.
    /// errc::transaction_throttled: throttling was the only cause. errc::invalid_argument, before any I/O:
    /// more than 100 statements, two for one item, more than 4 MB, the transaction has ended already, or
    /// another `commit` runs. Any other failure of the call.
    [[nodiscard]] awaitable<transaction_verdict> try_commit();

    /// The number of statements that were added.
    [[nodiscard]] std::size_t size() const noexcept;

 private:
    template <class Answer>
    static awaitable<Answer> run(std::shared_ptr<state> s);
};

/// Options of a `transact_get`. Trivially copyable.
struct transact_get_options {
    /// The calls' consumption and attempts are added to it. It must live until `fetch` has ended. Null: no
    /// report.
    call_report* report = nullptr;
};

/// One item of a `transact_get`; `transact_get::get` returns it. Copies refer to the same item and may
/// outlive the transaction.
template <class View>
class transaction_read {
 public:
    /// Refers to the item in `slot`. For `transact_get`.
    explicit transaction_read(std::shared_ptr<detail::read_slot_of<View>> slot) noexcept
        : slot_(std::move(slot)) {}

    /// The item that the last `fetch` read; nothing if it does not exist. It may be moved from; another
    /// `fetch` replaces it. The reference is valid as long as a copy of this object exists.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded. condition::model_mismatch: the item does
    /// not fit `View`; the other items of the transaction can still be used.
    [[nodiscard]] std::optional<View>& value() const {
        slot_->check();
        return slot_->value;
    }
    /// Returns `value()`.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded. condition::model_mismatch: the item does
    /// not fit `View`.
    [[nodiscard]] std::optional<View>& operator*() const { return value(); }

 private:
    std::shared_ptr<detail::read_slot_of<View>> slot_;
};

/// Reads up to 100 items of any tables as they are at one moment (TransactGetItems); at most 4 MB together.
///
///     dynaco::transact_get reads{db};
///     const auto account = reads.get(accounts, "1");
///     const auto order = reads.get<OrderView>(orders, "order-1", "item-1");
///     co_await reads.fetch();
///     if (*account && *order) print(**account, **order);
///
/// Each item may be requested once. Use it from one thread at a time. It may be moved, but not while `fetch`
/// runs.
class transact_get : private detail::read_requests {
 public:
    /// An empty transaction. Sends nothing.
    explicit transact_get(client db, transact_get_options options = {});
    /// Discards the requests. Items that were read stay valid in their `transaction_read`; a `fetch` that
    /// still runs keeps what it needs.
    ~transact_get();
    /// Takes over the requests; the other transaction can then only be destroyed or assigned to.
    transact_get(transact_get&&) noexcept;
    /// Discards the requests and takes over those of the other transaction, which can then only be destroyed
    /// or assigned to.
    transact_get& operator=(transact_get&&) noexcept;

    /// Adds the item with this key to the transaction. It is read by `fetch`.
    ///
    /// `View` is an aggregate whose members are a subset of the model's; by default the model itself. The key
    /// is encoded before this returns.
    /// @returns a `transaction_read` with the item after `fetch`
    /// @throws error  the key cannot be encoded; the transaction is then unchanged
    template <class View = detail::whole_model, class Model, class Hash, class Range = detail::no_range_key>
    auto get(const table<Model>& in, const Hash& hash, const Range& range = detail::no_range) {
        if constexpr (std::is_same_v<Range, detail::no_range_key>)
            return get_key<View>(in, detail::key_in(in, hash));
        else
            return get_key<View>(in, detail::key_in(in, hash, range));
    }

    /// Reads all items. Without requests it sends nothing. It may be called again and then reads them again.
    /// After an exception the items are those of the last `fetch` that succeeded.
    ///
    /// An item that does not fit its view is not an error here: its `transaction_read::value` throws. Asio's
    /// terminal cancellation ends the call.
    /// @throws error  errc::invalid_argument, before any I/O: more than 100 items, or one item twice.
    /// errc::transaction_canceled: another write of an item was in progress, see
    /// `diagnostics::cancellation_reasons`. errc::transaction_throttled: throttling was the only cause. Any
    /// other failure of the call.
    [[nodiscard]] awaitable<void> fetch();

    /// The number of items that were requested.
    [[nodiscard]] std::size_t size() const noexcept;

 private:
    static awaitable<void> run(std::shared_ptr<state> s, encoded_request request, std::size_t count);
};

}  // namespace dynaco
