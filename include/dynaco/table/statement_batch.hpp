#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/statement_answer.hpp>
#include <dynaco/table/statement_list.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace dynaco {

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

}  // namespace dynaco
