#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/one_call.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/reading.hpp>
#include <dynaco/writing.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// All trivially copyable, as table/options.hpp says.
namespace dynaco {

struct statement_options {
    std::uint32_t page_size = 0;    ///< Items to evaluate per request; 0: as many as fit 1 MB.
    bool consistent_read = false;   ///< Not on global indexes.
    bool return_existing = true;    ///< A verdict that says no brings the item that stood in the way.
    std::string_view next_token{};  ///< Where to go on: what `next_token()` of an earlier iterator gave.
};

struct statement_transaction_options {
    /// Makes the transaction happen once however often it is sent within 10 minutes: at most 36 characters;
    /// empty: a random one.
    std::string_view client_request_token{};
};

/// PartiQL statements on their way into a batch or transaction, each encoded when it is added.
class statement_list {
 public:
    /// Adds a statement; its parameters may die. One that cannot be encoded makes `refused()`.
    template <class... Parameter>
    void add(statement_options options, std::string_view statement, const Parameter&... parameter) {
        const parameter_list<Parameter...> list(parameter...);
        detail::statement_request request{
            .statement = statement, .parameters = list, .consistent_read = options.consistent_read};
        request.return_existing = options.return_existing && request.writes();
        add(request);
    }
    void add(const detail::statement_request& request);

    [[nodiscard]] const std::vector<detail::encoded_statement>& all() const noexcept { return all_; }
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    /// Why a statement could not be encoded, and which: "statement 2".
    [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
    void clear() noexcept;

 private:
    std::vector<detail::encoded_statement> all_{};
    std::optional<failure> refused_{};
};

namespace detail {

/// Where a PartiQL statement stands among the pages of its rows. The part of `row_iterator` that does not
/// depend on the row.
class statement_source {
 public:
    /// `request` is encoded without NextToken.
    statement_source(client db, encoded_request request, std::string next_token);

    /// True if there is a page to fetch.
    [[nodiscard]] bool more() const noexcept { return more_; }
    /// Asks for the next page. @throws error; the same page can be asked for again.
    awaitable<void> fetch();
    [[nodiscard]] const reply& page() const noexcept { return page_; }
    /// Takes note of the page that was fetched and decoded, and completes the failures of its unreadable
    /// rows.
    /// @throws error  errc::malformed_reply: the service gives a token that it has given before
    void advance(std::string next_token, std::span<const std::string> key_names,
                 std::vector<unreadable_item>& unreadable);
    /// Rethrows what is being handled; Asio's exception after a cancellation as errc::canceled.
    [[noreturn]] void rethrow(const boost::system::system_error& thrown) const {
        rethrow_canceled(thrown, std::string(request_.info.name), request_.table, db_.endpoint());
    }
    [[nodiscard]] const std::string& next_token() const noexcept { return next_token_; }

 private:
    client db_;
    encoded_request request_;
    std::string next_token_;
    marker_watch watch_{};
    reply page_{};
    bool more_ = true;
};

}  // namespace detail

/// The rows of a PartiQL statement, fetched page by page as they are asked for.
///
///     auto rows = execute<order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Nothing is sent before the first row is asked for. A row that does not fit `Row` does not hide the others,
/// as with `item_iterator`: see `skip` and `on_unreadable`.
///
/// One call at a time. After an exception the iterator is where it was, and the call can be repeated.
/// Awaiting a function refers to the iterator: it must stay alive and in place.
template <class Row>
class row_iterator : public detail::refuse_range_for<row_iterator<Row>> {
 public:
    explicit row_iterator(detail::statement_source source) : source_(std::move(source)) {}

    /// The next row; nothing at the end.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<Row>> next() {
        if (rows_.left() == 0 || rows_.is_held_up()) co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take();
    }

    /// The rows of the next page that has any, or what is left of the one begun; nothing at the end. It ends
    /// before a row that does not fit `Row`.
    /// @throws error
    [[nodiscard]] awaitable<std::optional<std::vector<Row>>> next_page() {
        co_await stand_at_row();
        if (rows_.left() == 0) co_return std::nullopt;
        co_return rows_.take_readable();
    }

    /// All rows that are left.
    /// @throws error  rows read before stay with the iterator: after `skip()`, or with a handler, `collect`
    /// gives them too
    [[nodiscard]] awaitable<std::vector<Row>> collect() {
        co_await load_all();
        while (rows_.unreadable()) rows_.give_unreadable(handler_);
        co_return rows_.take_readable();
    }

    /// Leaves out the row that the last call threw an error for (condition::model_mismatch).
    void skip() noexcept { rows_.skip_reported(); }
    /// Calls `handler` for each row that does not fit `Row`, in order, and goes on behind it.
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// Text from which the same statement goes on after the page at hand, whose rows it skips: see
    /// `statement_options::next_token`. Empty at the end.
    [[nodiscard]] const std::string& next_token() const noexcept { return source_.next_token(); }

 private:
    // Until a row is next, or there are no more.
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
        source_.advance(std::move(page->next_token), key_names(), read.unreadable);
        rows_.append(std::move(read));
    }

    // Of a model; the keys of other rows are not known.
    static std::vector<std::string> key_names() {
        std::vector<std::string> names;
        if constexpr (model::has_schema<Row> && requires { Row::schema.hash_key; }) {
            for (std::size_t i = 0; i < model::field_count<Row>; ++i) {
                const std::string_view member = model::field_names<Row>[i];
                if (Row::schema.hash_key.contains(member) || Row::schema.range_key.contains(member))
                    names.emplace_back(model::attribute_names<Row>[i]);
            }
        }
        return names;
    }

    detail::statement_source source_;
    detail::page_buffer<Row> rows_{};
    detail::unreadable_handler handler_{};
};

namespace detail {

// Refusal of a row: one line that names its type.
template <class Row>
inline constexpr bool row_is_an_item = writable_item<Row>&& storable<Row>;

// Refusal of what g++ 12 miscompiles, see table/refuse_temporary.hpp.
template <class Parameter>
inline constexpr bool parameter_is_a_named_object = !is_miscompiled_temporary<Parameter>;

template <class Parameter>
consteval bool check_statement_parameter() {
    static_assert(parameter_is_a_named_object<Parameter>,
                  "dynaco: g++ 12 miscompiles a temporary model in an expression with co_await: store it in "
                  "a variable first: Model m{...}; co_await execute(db, \"...\", m); (see "
                  "parameter_is_a_named_object<Parameter> in this message)");
    return true;
}

/// Throws why a statement was not executed.
awaitable<void> executed_statement(awaitable<result<reply>> call);
/// The same, but a condition that did not hold, or INSERT's of an item that is there already, is an answer.
awaitable<verdict<item>> judged_statement(awaitable<result<reply>> call);

/// The request of a statement that writes.
template <class... Parameter>
encoded_request encode_statement(const statement_options& options, std::string_view statement,
                                 const Parameter&... parameter) {
    const parameter_list<Parameter...> list(parameter...);
    execute_statement op{.statement = statement,
                         .parameters = list,
                         .limit = options.page_size,
                         .consistent_read = options.consistent_read};
    op.return_existing = options.return_existing && op.writes();
    return encoded_request::of(op);
}

}  // namespace detail

/// Executes a PartiQL statement whose parameters, one for each '?', are anything that an attribute can be
/// made of. They are encoded before this returns and may die.
///
/// With a `Row`, a model, view or `item`, it gives the rows of a SELECT, or of RETURNING:
///
///     auto rows = execute<order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
///     while (auto order = co_await rows.next()) …
///
/// Without, it executes a statement that writes. A condition that does not hold, an INSERT that finds the
/// item there and an UPDATE that finds none are errors; `try_execute` answers a verdict instead.
///
///     co_await execute(db, "UPDATE orders SET quantity = ? WHERE order_id = ?", 5, "order-1");
///
/// @throws error  (when awaited) condition::conflict: errc::conditional_check_failed, errc::duplicate_item;
/// `dynaco::existing<Model>(e)` is the stored item. errc::invalid_argument, before any I/O: not as many
/// parameters as '?'
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
template <class Row = void, class... Parameter>
[[nodiscard]] auto execute(const client& db, std::string_view statement, Parameter&&... parameter) {
    return execute<Row>(db, statement_options{}, statement, std::forward<Parameter>(parameter)...);
}

/// Executes a statement that writes, as `execute` does, but a condition that does not hold is an answer:
/// false also if INSERT found the item there, or if UPDATE found none.
///
///     auto written = co_await try_execute(db, "INSERT INTO orders VALUE ?", order);
///     if (!written) log(written.existing());
///
/// @throws error  (when awaited) for all other causes
template <class... Parameter>
[[nodiscard]] awaitable<verdict<item>> try_execute(const client& db, statement_options options,
                                                   std::string_view statement, Parameter&&... parameter) {
    static_assert((detail::check_statement_parameter<Parameter>() && ...));
    return detail::judged_statement(db.call(detail::encode_statement(options, statement, parameter...)));
}
template <class... Parameter>
[[nodiscard]] awaitable<verdict<item>> try_execute(const client& db, std::string_view statement,
                                                   Parameter&&... parameter) {
    return try_execute(db, statement_options{}, statement, std::forward<Parameter>(parameter)...);
}

/// PartiQL statements of which each succeeds or fails by itself, 25 to a request (BatchExecuteStatement).
/// Each request's statements must all read, naming one item each by its whole key, or all write.
///
///     statement_batch batch{db};
///     batch.add("SELECT * FROM orders WHERE order_id = ?", "order-1");
///     batch.add("SELECT * FROM customers WHERE id = ?", "customer-1");
///     const std::vector<statement_answer> answers = co_await batch.execute();
///     use(answers[0].row<order>());
///
/// One call at a time; the batch must stay in place while it is under way.
class statement_batch {
 public:
    explicit statement_batch(client db);
    ~statement_batch();
    statement_batch(statement_batch&&) noexcept;
    statement_batch& operator=(statement_batch&&) noexcept;

    /// Adds a statement; parameters are encoded at once. What cannot be encoded is told by `execute`.
    template <class... Parameter>
    void add(std::string_view statement, const Parameter&... parameter) {
        list().add(statement_options{}, statement, parameter...);
    }
    template <class... Parameter>
    void add(statement_options options, std::string_view statement, const Parameter&... parameter) {
        list().add(options, statement, parameter...);
    }
    [[nodiscard]] std::size_t size() const noexcept;

    /// Executes the statements and forgets them. Those that DynamoDB throttled are sent again, with pauses
    /// that grow and are jittered.
    /// @returns an answer for each statement, in their order
    /// @throws error  if any statement was not executed: the first one's cause, and one of
    /// `diagnostics::cancellation_reasons` for each statement; the other statements were executed.
    /// As `try_execute` for all other causes.
    [[nodiscard]] awaitable<std::vector<statement_answer>> execute();
    /// The same, but why a statement was not executed is its answer: a condition that did not hold, a
    /// mistake, or that it was throttled still in the end. Look at each of them.
    /// @throws error  when a whole request failed; calling it again goes on with the statements that have no
    /// answer yet. errc::invalid_argument before any I/O if a statement could not be encoded.
    [[nodiscard]] awaitable<std::vector<statement_answer>> try_execute();

 private:
    struct state;
    statement_list& list() noexcept;

    std::unique_ptr<state> state_;
};

/// What became of a transaction of PartiQL statements, as `try_execute` says it: true if all were executed,
/// false if none was, since conditions did not hold.
class [[nodiscard]] statement_transaction_verdict {
 public:
    /// Executed.
    explicit statement_transaction_verdict(std::vector<statement_answer> answers)
        : answers_(std::move(answers)) {}
    /// Cancelled.
    statement_transaction_verdict(failure canceled, std::vector<statement_answer> answers)
        : canceled_(std::move(canceled)), answers_(std::move(answers)) {}

    explicit operator bool() const noexcept { return !canceled_.code().failed(); }
    /// One for each statement, in their order: its row, or why the transaction failed. Empty if the service
    /// gave no reasons.
    [[nodiscard]] const std::vector<statement_answer>& answers() const noexcept { return answers_; }
    /// The cancellation; no failure if the statements were executed.
    [[nodiscard]] const failure& why() const noexcept { return canceled_; }
    /// What `execute` gives or throws.
    /// @throws error  errc::transaction_canceled: `why()`
    std::vector<statement_answer> or_throw() const {
        if (!*this) throw error(canceled_);
        return answers_;
    }

 private:
    failure canceled_{};
    std::vector<statement_answer> answers_;
};

/// Up to 100 PartiQL statements that are executed all or not at all (ExecuteTransaction): all of them read,
/// or all write; `EXISTS(SELECT …)` is a condition among either.
///
///     statement_transaction transfer{db};
///     transfer.add("UPDATE accounts SET balance = balance - ? WHERE id = ? AND balance >= ?", 5, "1", 5);
///     transfer.add("UPDATE accounts SET balance = balance + ? WHERE id = ?", 5, "2");
///     co_await transfer.execute();
///
/// One call at a time; the transaction must stay in place while it is under way.
class statement_transaction {
 public:
    explicit statement_transaction(client db);
    ~statement_transaction();
    statement_transaction(statement_transaction&&) noexcept;
    statement_transaction& operator=(statement_transaction&&) noexcept;

    /// Adds a statement; parameters are encoded at once. What cannot be encoded is told by `execute`.
    template <class... Parameter>
    void add(std::string_view statement, const Parameter&... parameter) {
        list().add(statement_options{}, statement, parameter...);
    }
    [[nodiscard]] std::size_t size() const noexcept;

    /// Executes the statements and forgets them once it is known what became of them. The token makes the
    /// attempts of one call count once; after errc::outcome_unknown, calling it again with the same
    /// statements uses the same token, and so shows what became of the first call.
    /// @returns an answer for each statement, in their order: its row
    /// @throws error  errc::transaction_canceled (condition::conflict): none was executed, see
    /// `diagnostics::cancellation_reasons`; `dynaco::existing<Model>(e, statement)` is the item that did not
    /// meet a condition. errc::invalid_argument before any I/O if a statement could not be encoded or there
    /// are none, or more than 100
    [[nodiscard]] awaitable<std::vector<statement_answer>> execute(
        statement_transaction_options options = {});
    /// The same, but conditions that did not hold are an answer, if nothing else stood in the way.
    /// @throws error  for all other causes
    [[nodiscard]] awaitable<statement_transaction_verdict> try_execute(
        statement_transaction_options options = {});

 private:
    struct state;
    statement_list& list() noexcept;
    void set_token(const statement_transaction_options& options);
    template <class Answer>
    awaitable<Answer> run();

    std::unique_ptr<state> state_;
};

}  // namespace dynaco
