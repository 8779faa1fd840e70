#pragma once

#include <dynaco/core/error.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/table/existing.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
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

}  // namespace dynaco
