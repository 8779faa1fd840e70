#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/writing.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

/// The statements of a transaction, and why it was cancelled.
namespace dynaco {

/// Names one statement of a `transact_write`. The adders return it; pass it to
/// `transaction_verdict::existing`, `transaction_verdict::reason` or `dynaco::existing`. `Model` is the model
/// of the statement's table.
template <class Model>
class transaction_statement {
 public:
    /// The statement with this index.
    explicit transaction_statement(std::size_t index) noexcept : index_(index) {}

    /// The statement's index in the transaction, counted from 0.
    [[nodiscard]] std::size_t index() const noexcept { return index_; }

 private:
    std::size_t index_;
};

/// The part of one statement in the cancellation of a transaction (CancellationReason).
class transaction_reason {
 public:
    /// The reason of the statement with index `statement` in the failure `canceled`.
    transaction_reason(failure canceled, std::size_t statement) noexcept
        : canceled_(std::move(canceled)), statement_(statement) {}

    /// True if the statement was a cause of the cancellation.
    explicit operator bool() const noexcept { return static_cast<bool>(details()); }

    /// The statement's index in the transaction, counted from 0.
    [[nodiscard]] std::size_t statement() const noexcept { return statement_; }
    /// The cause; `errc{}` if the statement was not a cause of the cancellation.
    [[nodiscard]] errc cause() const noexcept { return details().cause; }
    /// Everything that the service reported about the statement. Empty members if it reported nothing. The
    /// reference is valid as long as this object.
    [[nodiscard]] const cancellation_reason& details() const noexcept;

    /// The stored item that did not meet the condition. Nothing if no item was stored, or if
    /// `write_options::return_existing` was false. Each call decodes the item again.
    /// @throws error  condition::model_mismatch: the item does not fit `Model`
    template <class Model>
    [[nodiscard]] std::optional<Model> existing() const {
        return dynaco::existing<Model>(canceled_, statement_);
    }

 private:
    failure canceled_;
    std::size_t statement_;
};

/// The stored item that did not meet the condition of `statement`, from the failure of a `commit`. Nothing if
/// no item was stored, or if `write_options::return_existing` was false.
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why, transaction_statement<Model> statement) {
    return existing<Model>(why, statement.index());
}
/// The stored item that did not meet the condition of `statement`, from the exception of a `commit`. Nothing
/// if no item was stored, or if `write_options::return_existing` was false.
///
///     catch (const dynaco::error& e) { log(dynaco::existing(e, taken)); }
///
/// @throws error  condition::model_mismatch: the item does not fit `Model`
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why, transaction_statement<Model> statement) {
    return existing<Model>(why.as_failure(), statement.index());
}

/// The verdict of `transact_write::try_commit`: true if all statements were applied; false if some conditions
/// did not hold and nothing was written.
class [[nodiscard]] transaction_verdict {
 public:
    /// A true verdict of a transaction with this number of statements.
    explicit transaction_verdict(std::size_t statements) noexcept : statements_(statements) {}
    /// A false verdict: the transaction was cancelled.
    transaction_verdict(std::size_t statements, failure canceled) noexcept
        : statements_(statements), canceled_(std::move(canceled)) {}

    /// True if the transaction was applied.
    explicit operator bool() const noexcept { return !canceled_; }

    /// The statements whose conditions did not hold, in the order in which they were added. Empty if the
    /// transaction was applied.
    [[nodiscard]] std::vector<transaction_reason> reasons() const;
    /// Why `statement` caused the cancellation. The result converts to false if the statement was not a
    /// cause, or if the transaction was applied.
    /// @throws error  errc::invalid_argument: `statement` is of another transaction
    template <class Model>
    [[nodiscard]] transaction_reason reason(transaction_statement<Model> statement) const {
        return reason_at(statement.index());
    }
    /// The stored item that did not meet the condition of `statement`. Nothing if no item was stored, or if
    /// `write_options::return_existing` was false.
    /// @throws error  errc::invalid_argument: `statement` is of another transaction.
    /// condition::model_mismatch: the item does not fit `Model`.
    template <class Model>
    [[nodiscard]] std::optional<Model> existing(transaction_statement<Model> statement) const {
        return reason_at(statement.index()).template existing<Model>();
    }

    /// The failure that cancelled the transaction; an empty failure if the transaction was applied.
    [[nodiscard]] failure why() const { return canceled_.value_or(failure()); }
    /// Throws if the verdict is false: the exception that `commit` throws.
    /// @throws error  errc::transaction_canceled: `why()`
    void or_throw() const;

 private:
    [[nodiscard]] transaction_reason reason_at(std::size_t statement) const;

    std::size_t statements_;
    std::optional<failure> canceled_;
};

}  // namespace dynaco
