#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/detail/table/statement/encode.hpp>
#include <dynaco/detail/table/statement/source.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/reading.hpp>
#include <dynaco/writing.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// The options are trivially copyable: g++ 12 miscompiles other aggregates as temporaries in an expression
// with co_await.
namespace dynaco {

/// Options of one PartiQL statement. Trivially copyable.
struct statement_options {
    /// The number of items to evaluate for each request (Limit). 0: all that fit into 1 MB.
    /// `statement_batch` and `statement_transaction` ignore it.
    std::uint32_t page_size = 0;
    /// Reads what all earlier writes have written (ConsistentRead). DynamoDB refuses it on global indexes.
    bool consistent_read = false;
    /// For writes: a failed condition also returns the stored item that did not meet it
    /// (ReturnValuesOnConditionCheckFailure).
    bool return_existing = true;
    /// Where to continue: the `next_token()` of an earlier iterator of the same statement. Empty: start at
    /// the beginning. Must live until the function that takes the options returns.
    std::string_view next_token{};
};

/// Options of `statement_transaction::execute` and `statement_transaction::try_execute`.
struct statement_transaction_options {
    /// The token that makes DynamoDB apply the transaction only once within 10 minutes (ClientRequestToken):
    /// at most 36 characters, else errc::invalid_argument before anything is sent. Empty: a random token.
    /// Must live until the function that takes the options returns.
    std::string_view client_request_token{};
};

/// Reads the rows of a PartiQL statement, page by page.
///
///     auto rows = execute<Order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Nothing is sent before the first row is requested. A row that does not fit `Row` is an error that names
/// it; `skip` or `on_unreadable` continue after it.
///
/// Only one call may run at a time. After an exception the position of the iterator is unchanged, and the
/// call can be repeated. An awaited function refers to the iterator: do not destroy or move it before the
/// function ends.
template <class Row>
class row_iterator : public detail::refuse_range_for<row_iterator<Row>> {
 public:
    /// Reads the rows of `source`. For `execute`.
    explicit row_iterator(detail::statement_source source) : source_(std::move(source)) {}

    /// Returns the next row; nothing at the end.
    /// @throws error  condition::model_mismatch: the row does not fit `Row`. Any failure of a request.
    [[nodiscard]] awaitable<std::optional<Row>> next() {
        if (rows_.left() == 0 || rows_.is_held_up()) co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take();
    }

    /// Returns the remaining rows of the current page, or the rows of the next page that has any; nothing at
    /// the end. It stops before a row that does not fit `Row`.
    /// @throws error  condition::model_mismatch: the next row does not fit `Row`. Any failure of a request.
    [[nodiscard]] awaitable<std::optional<std::vector<Row>>> next_page() {
        co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take_readable();
    }

    /// Returns all remaining rows.
    /// @throws error  condition::model_mismatch: a row does not fit `Row`. Any failure of a request. The
    /// iterator keeps the rows that were read: another `collect` returns them too, after `skip()` or with a
    /// handler.
    [[nodiscard]] awaitable<std::vector<Row>> collect() {
        co_await load_all();
        while (rows_.unreadable()) rows_.give_unreadable(handler_);
        co_return rows_.take_readable();
    }

    /// Skips the row for which the last call threw condition::model_mismatch.
    void skip() noexcept { rows_.skip_reported(); }
    /// Calls `handler` for each row that does not fit `Row`, in order, instead of throwing an error, and
    /// continues with the next row.
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// The token of the page after the current one, for `statement_options::next_token`. The statement then
    /// continues there: rows of the current page that were not returned yet are skipped. Empty at the end.
    /// The reference is valid until the next call.
    [[nodiscard]] const std::string& next_token() const noexcept { return source_.next_token(); }

 private:
    // Loads pages until a row is next, or the end is reached.
    awaitable<void> stand_at_row() {
        do {
            if (rows_.left() == 0) co_await load_some();
            while (rows_.is_held_up()) rows_.give_unreadable(handler_);
        } while (rows_.left() == 0 && source_.more());
    }
    awaitable<void> load_some() {
        try {
            while (rows_.left() == 0 && source_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load_all() {
        try {
            while (source_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            source_.rethrow(thrown);
        }
    }
    awaitable<void> load() {
        co_await source_.fetch();
        detail::read_page<Row> read;
        detail::item_appender<Row> take(read.items, &read.unreadable);
        result<execute_statement::page> page = execute_statement::decode_into(source_.page().body, take);
        if (!page) throw error(source_.page().explain(page.error()));
        source_.advance(std::move(page->next_token), detail::row_key_names<Row>(), read.unreadable);
        rows_.append(std::move(read));
    }

    detail::statement_source source_;
    detail::page_buffer<Row> rows_{};
    detail::unreadable_handler handler_{};
};

/// Executes a PartiQL statement (ExecuteStatement). It has one parameter for each '?': any value that can be
/// an attribute. The parameters are encoded before this returns.
///
/// With a `Row`, which is a model, view or `item`, it returns a `row_iterator<Row>` over the rows of a SELECT
/// or of RETURNING:
///
///     auto rows = execute<Order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Without a `Row`, it executes a statement that writes and returns an `awaitable<void>`. It is an error if a
/// condition does not hold, if INSERT finds the item, and if UPDATE finds no item; `try_execute` returns a
/// false verdict instead.
///
///     co_await execute(db, "UPDATE orders SET quantity = ? WHERE order_id = ?", 5, "order-1");
///
/// @throws error  when awaited. errc::conditional_check_failed or errc::duplicate_item (condition::conflict):
/// `dynaco::existing<Model>(e)` returns the stored item. errc::invalid_argument, before any I/O: the number
/// of parameters is not the number of '?', or the statement is empty or longer than 8192 bytes. Any other
/// failure of the call.
template <class Row = void, class... Parameter>
[[nodiscard]] auto execute(const client& db, statement_options options, std::string_view statement,
                           Parameter&&... parameter) {
    static_assert((detail::check_statement_parameter<Parameter>() && ...));
    if constexpr (std::is_void_v<Row>) {
        return detail::executed_statement(
            db.call(detail::encode_statement(options, statement, parameter...)));
    } else {
        static_assert(detail::row_is_an_item<Row>,
                      "dynaco: a row must be read into a plain aggregate or dynaco::item (see "
                      "row_is_an_item<Row> in this message)");
        const parameter_list<std::remove_cvref_t<Parameter>...> list(parameter...);
        const execute_statement op{.statement = statement,
                                   .parameters = list,
                                   .limit = options.page_size,
                                   .consistent_read = options.consistent_read};
        return row_iterator<Row>(
            detail::statement_source(db, encoded_request::of(op), std::string(options.next_token)));
    }
}
/// Executes a PartiQL statement with default options (ExecuteStatement). With a `Row` it returns a
/// `row_iterator<Row>` over the statement's rows; without, an `awaitable<void>` for a statement that writes.
/// The parameters, one for each '?', are encoded before this returns.
/// @throws error  when awaited. errc::conditional_check_failed or errc::duplicate_item (condition::conflict):
/// `dynaco::existing<Model>(e)` returns the stored item. errc::invalid_argument, before any I/O: the number
/// of parameters is not the number of '?', or the statement is empty or longer than 8192 bytes. Any other
/// failure of the call.
template <class Row = void, class... Parameter>
[[nodiscard]] auto execute(const client& db, std::string_view statement, Parameter&&... parameter) {
    return execute<Row>(db, statement_options{}, statement, std::forward<Parameter>(parameter)...);
}

/// Executes a PartiQL statement that writes (ExecuteStatement) and returns a verdict: false if a condition
/// did not hold, if INSERT found the item, or if UPDATE found no item.
///
///     auto written = co_await try_execute(db, "INSERT INTO orders VALUE ?", order);
///     if (!written) log(written.existing());
///
/// @throws error  when awaited, for all other failures. errc::invalid_argument, before any I/O: the number of
/// parameters is not the number of '?', or the statement is empty or longer than 8192 bytes.
template <class... Parameter>
[[nodiscard]] awaitable<verdict<item>> try_execute(const client& db, statement_options options,
                                                   std::string_view statement, Parameter&&... parameter) {
    static_assert((detail::check_statement_parameter<Parameter>() && ...));
    return detail::judged_statement(db.call(detail::encode_statement(options, statement, parameter...)));
}
/// Executes a PartiQL statement that writes, with default options (ExecuteStatement), and returns a verdict:
/// false if a condition did not hold, if INSERT found the item, or if UPDATE found no item.
/// @throws error  when awaited, for all other failures. errc::invalid_argument, before any I/O: the number of
/// parameters is not the number of '?', or the statement is empty or longer than 8192 bytes.
template <class... Parameter>
[[nodiscard]] awaitable<verdict<item>> try_execute(const client& db, std::string_view statement,
                                                   Parameter&&... parameter) {
    return try_execute(db, statement_options{}, statement, std::forward<Parameter>(parameter)...);
}

/// A batch of PartiQL statements. Each statement succeeds or fails alone (BatchExecuteStatement).
///
///     statement_batch batch{db};
///     batch.add("SELECT * FROM orders WHERE order_id = ?", "order-1");
///     batch.add("SELECT * FROM customers WHERE id = ?", "customer-1");
///     const std::vector<statement_answer> answers = co_await batch.execute();
///     use(answers[0].row<order>());
///
/// A request has up to 25 statements, which all read or all write; a batch may mix them and have more. A
/// SELECT must name one item by its whole key. Only one call may run at a time; do not move or destroy the
/// batch before it ends.
class statement_batch {
 public:
    /// An empty batch. Sends nothing.
    explicit statement_batch(client db);
    /// Discards statements that were not executed.
    ~statement_batch();
    /// Takes over the statements; the other batch can then only be destroyed or assigned to.
    statement_batch(statement_batch&&) noexcept;
    /// Discards the statements and takes over those of the other batch, which can then only be destroyed or
    /// assigned to.
    statement_batch& operator=(statement_batch&&) noexcept;

    /// Adds a statement with default options. Its parameters are encoded before this returns. `execute`
    /// reports a statement that cannot be encoded.
    template <class... Parameter>
    void add(std::string_view statement, const Parameter&... parameter) {
        list().add(statement_options{}, statement, parameter...);
    }
    /// Adds a statement with options. Its parameters are encoded before this returns. `execute` reports a
    /// statement that cannot be encoded.
    template <class... Parameter>
    void add(statement_options options, std::string_view statement, const Parameter&... parameter) {
        list().add(options, statement, parameter...);
    }
    /// The number of statements.
    [[nodiscard]] std::size_t size() const noexcept;

    /// Executes the statements and removes them from the batch. Statements that DynamoDB throttled are sent
    /// again, after pauses that grow and are random.
    /// @returns a result for each statement, in their order
    /// @throws error  a statement was not executed: the cause is that of the first one;
    /// `diagnostics::cancellation_reasons` has an entry for each statement; the other statements were
    /// executed. errc::invalid_argument, before any I/O: a statement could not be encoded. The failure of a
    /// whole request: another call continues with the statements that have no result yet.
    [[nodiscard]] awaitable<std::vector<statement_answer>> execute();
    /// Executes the statements and removes them from the batch. The result of a statement says whether it was
    /// executed, and why not: a condition that did not hold, an invalid statement, throttling after all
    /// attempts. Check each result.
    /// @returns a result for each statement, in their order
    /// @throws error  the failure of a whole request: another call continues with the statements that have no
    /// result yet. errc::invalid_argument, before any I/O: a statement could not be encoded.
    [[nodiscard]] awaitable<std::vector<statement_answer>> try_execute();

 private:
    struct state;
    detail::statement_list& list() noexcept;

    std::unique_ptr<state> state_;
};

/// The verdict of `statement_transaction::try_execute`: true if all statements were executed; false if
/// conditions did not hold and no statement was executed.
class [[nodiscard]] statement_transaction_verdict {
 public:
    /// A true verdict.
    explicit statement_transaction_verdict(std::vector<statement_answer> answers)
        : answers_(std::move(answers)) {}
    /// A false verdict: the transaction was cancelled.
    statement_transaction_verdict(failure canceled, std::vector<statement_answer> answers)
        : canceled_(std::move(canceled)), answers_(std::move(answers)) {}

    /// True if the statements were executed.
    explicit operator bool() const noexcept { return !canceled_.code().failed(); }
    /// A result for each statement, in their order: its row, or why it was not executed. Empty if the service
    /// gave no reasons. The reference is valid as long as the verdict.
    [[nodiscard]] const std::vector<statement_answer>& answers() const noexcept { return answers_; }
    /// The failure that cancelled the transaction; an empty failure if the statements were executed. The
    /// reference is valid as long as the verdict.
    [[nodiscard]] const failure& why() const noexcept { return canceled_; }
    /// Returns the results of the statements, or throws if the verdict is false, as `execute` does.
    /// @throws error  errc::transaction_canceled: `why()`
    std::vector<statement_answer> or_throw() const {
        if (!*this) throw error(canceled_);
        return answers_;
    }

 private:
    failure canceled_{};
    std::vector<statement_answer> answers_;
};

/// Up to 100 PartiQL statements, all of which are executed or none (ExecuteTransaction). All of them read, or
/// all of them write; both may contain `EXISTS(SELECT …)` as a condition.
///
///     statement_transaction transfer{db};
///     transfer.add("UPDATE accounts SET balance = balance - ? WHERE id = ? AND balance >= ?", 5, "1", 5);
///     transfer.add("UPDATE accounts SET balance = balance + ? WHERE id = ?", 5, "2");
///     co_await transfer.execute();
///
/// Only one call may run at a time; do not move or destroy the transaction before it ends.
class statement_transaction {
 public:
    /// An empty transaction. Sends nothing.
    explicit statement_transaction(client db);
    /// Discards statements that were not executed.
    ~statement_transaction();
    /// Takes over the statements; the other transaction can then only be destroyed or assigned to.
    statement_transaction(statement_transaction&&) noexcept;
    /// Discards the statements and takes over those of the other transaction, which can then only be
    /// destroyed or assigned to.
    statement_transaction& operator=(statement_transaction&&) noexcept;

    /// Adds a statement. Its parameters are encoded before this returns. `execute` reports a statement that
    /// cannot be encoded.
    template <class... Parameter>
    void add(std::string_view statement, const Parameter&... parameter) {
        list().add(statement_options{}, statement, parameter...);
    }
    /// The number of statements.
    [[nodiscard]] std::size_t size() const noexcept;

    /// Executes the statements, and removes them when their outcome is known. A token makes DynamoDB apply
    /// them once, even if the call needs several attempts. After errc::outcome_unknown, another call with the
    /// same statements uses the same token: it returns the outcome of the first call.
    /// @returns a result for each statement, in their order: its row
    /// @throws error  errc::transaction_canceled (condition::conflict): no statement was executed; see
    /// `diagnostics::cancellation_reasons` and `dynaco::existing<Model>(e, statement)`.
    /// errc::invalid_argument, before any I/O: a statement could not be encoded, or the number of statements
    /// is not 1 to 100. Any other failure of the call.
    [[nodiscard]] awaitable<std::vector<statement_answer>> execute(
        statement_transaction_options options = {});
    /// Executes the statements, and removes them when their outcome is known. The verdict is true if all were
    /// executed, false if conditions were the only cause that none was executed. A token makes DynamoDB apply
    /// the statements once. After errc::outcome_unknown, another call with the same statements uses the same
    /// token.
    /// @throws error  errc::transaction_canceled: there was another cause than conditions.
    /// errc::invalid_argument, before any I/O: a statement could not be encoded, or the number of statements
    /// is not 1 to 100. Any other failure of the call.
    [[nodiscard]] awaitable<statement_transaction_verdict> try_execute(
        statement_transaction_options options = {});

 private:
    struct state;
    detail::statement_list& list() noexcept;
    void set_token(const statement_transaction_options& options);
    template <class Answer>
    awaitable<Answer> run();

    std::unique_ptr<state> state_;
};

}  // namespace dynaco
