#pragma once

#include <dynaco/core/cancellation_reason.hpp>
#include <dynaco/core/result.hpp>
#include <dynaco/operations/attributes.hpp>

#include <optional>
#include <string>
#include <utility>

namespace dynaco {

/// What became of one statement of a batch or transaction: true if it was executed.
class [[nodiscard]] statement_answer {
 public:
    /// Executed; `row` is JSON, empty if the statement gave none.
    explicit statement_answer(std::string row = {}, std::string table_name = {})
        : item_(std::move(row)), table_name_(std::move(table_name)) {}
    /// Not executed; `existing` is JSON, or empty.
    statement_answer(failure why, std::string existing, std::string table_name = {})
        : why_(std::move(why)), item_(std::move(existing)), table_name_(std::move(table_name)) {}

    explicit operator bool() const noexcept { return !why_.code().failed(); }

    /// The row of a SELECT or of RETURNING; nothing if there is none. Decoded by each call.
    /// @throws error  why the statement was not executed; condition::model_mismatch
    template <class Row = item>
    [[nodiscard]] std::optional<Row> row() const {
        if (!*this) throw dynaco::error(why_);
        return read<Row>();
    }
    /// Why the statement was not executed; no failure if it was. The cause is errc::conditional_check_failed,
    /// errc::duplicate_item, errc::throttling …; errc::transaction_canceled if it was another statement's
    /// fault.
    [[nodiscard]] const failure& why() const noexcept { return why_; }
    /// The item that stood in the way of a write, if it was asked for and there is one.
    /// @throws error  condition::model_mismatch
    template <class Model = item>
    [[nodiscard]] std::optional<Model> existing() const {
        if (*this) return std::nullopt;
        return read<Model>();
    }
    /// The same for `diagnostics::cancellation_reasons`.
    [[nodiscard]] cancellation_reason as_reason() const;
    /// The table as the service names it; empty if it did not.
    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

 private:
    template <class T>
    std::optional<T> read() const {
        std::optional<T> found;
        if (item_.empty()) return found;
        json::reader in(item_);
        if (!read_item(in, found.emplace())) fail(in.why());
        return found;
    }
    [[noreturn]] void fail(const failure& why) const;

    failure why_{};
    std::string item_;
    std::string table_name_;
};

}  // namespace dynaco
