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
