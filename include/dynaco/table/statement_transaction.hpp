#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/statement_answer.hpp>
#include <dynaco/table/statement_list.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// What became of a transaction of PartiQL statements: true if all were executed, false if none was, since a
/// condition did not hold or another transaction was at the items.
class [[nodiscard]] statement_transaction_verdict {
 public:
    statement_transaction_verdict(bool committed, std::vector<statement_answer> answers)
        : committed_(committed), answers_(std::move(answers)) {}

    explicit operator bool() const noexcept { return committed_; }
    /// One for each statement, in their order: its row, or why the transaction failed. Empty if the service
    /// gave no reasons.
    [[nodiscard]] const std::vector<statement_answer>& answers() const noexcept { return answers_; }

 private:
    bool committed_;
    std::vector<statement_answer> answers_;
};

/// Up to 100 PartiQL statements that are executed all or not at all (ExecuteTransaction): all of them read,
/// or all write; `EXISTS(SELECT …)` is a condition among either.
///
///     statement_transaction transfer{db};
///     transfer.add("UPDATE accounts SET balance = balance - ? WHERE id = ? AND balance >= ?", 5, "1", 5);
///     transfer.add("UPDATE accounts SET balance = balance + ? WHERE id = ?", 5, "2");
///     const auto done = co_await transfer.execute();
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
    /// statements uses the same token, and so tells what became of the first call.
    /// @throws error  errc::invalid_argument before any I/O if a statement could not be encoded or there are
    /// none, or more than 100
    [[nodiscard]] awaitable<statement_transaction_verdict> execute(
        statement_transaction_options options = {});

 private:
    struct state;
    statement_list& list() noexcept;
    awaitable<statement_transaction_verdict> run();

    std::unique_ptr<state> state_;
};

}  // namespace dynaco
