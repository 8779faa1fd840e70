#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/execute_statement.hpp>
#include <dynaco/table/refuse_temporary.hpp>
#include <dynaco/table/row_iterator.hpp>
#include <dynaco/table/statement_options.hpp>
#include <dynaco/table/statement_source.hpp>
#include <dynaco/table/verdict.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynaco {

// Refusal of a row: one line that names its type.
template <class Row>
inline constexpr bool row_is_an_item = writable_item<Row>&& storable<Row>;

// Refusal of what g++ 12 miscompiles, see table/refuse_temporary.hpp.
template <class Parameter>
inline constexpr bool parameter_is_a_named_object = !is_miscompiled_temporary<Parameter>;

template <class Parameter>
consteval bool check_statement_parameter() {
    static_assert(parameter_is_a_named_object<Parameter>,
                  "dynaco: g++ 12 miscompiles a temporary model in an expression with co_await; name it "
                  "first: Model m{...}; co_await execute(db, \"...\", m); (see "
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
    static_assert((check_statement_parameter<Parameter>() && ...));
    if constexpr (std::is_void_v<Row>) {
        return executed_statement(db.call(encode_statement(options, statement, parameter...)));
    } else {
        static_assert(row_is_an_item<Row>,
                      "dynaco: a row is read into a plain aggregate or dynaco::item (see row_is_an_item<Row> "
                      "in this message)");
        const parameter_list<std::remove_cvref_t<Parameter>...> list(parameter...);
        const execute_statement op{.statement = statement,
                                   .parameters = list,
                                   .limit = options.page_size,
                                   .consistent_read = options.consistent_read};
        return row_iterator<Row>(
            statement_source(db, encoded_request::of(op), std::string(options.next_token)));
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
    static_assert((check_statement_parameter<Parameter>() && ...));
    return judged_statement(db.call(encode_statement(options, statement, parameter...)));
}
template <class... Parameter>
[[nodiscard]] awaitable<verdict<item>> try_execute(const client& db, std::string_view statement,
                                                   Parameter&&... parameter) {
    return try_execute(db, statement_options{}, statement, std::forward<Parameter>(parameter)...);
}

}  // namespace dynaco
