#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/parameters.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

namespace detail {

/// A PartiQL statement that is encoded for a batch or transaction.
struct encoded_statement {
    std::string json{};
    bool writes = true;  ///< False: a SELECT or EXISTS.
};

/// A PartiQL statement with its parameters.
struct statement_request {
    static constexpr std::size_t max_length = 8192;  ///< Bytes of a statement.

    std::string_view statement;
    dynaco::detail::parameters_ref parameters{};
    bool consistent_read = false;
    /// A failed condition also returns the stored item.
    bool return_existing = false;

    /// False for SELECT and EXISTS.
    [[nodiscard]] bool writes() const noexcept;
    /// Writes the members `Statement`, `Parameters` … of the object that `out` has begun. Fails with
    /// errc::invalid_argument if the statement is empty or longer than 8192 bytes, or if the number of '?' is
    /// not the number of parameters.
    bool write_members(json::writer& out) const;
    [[nodiscard]] result<encoded_statement> encode() const;
};

}  // namespace detail

/// The result of one statement of a batch or transaction: true if it was executed.
class [[nodiscard]] statement_answer {
 public:
    /// A statement that was executed. `row` is its row as DynamoDB JSON; empty if it returned no row.
    explicit statement_answer(std::string row = {}, std::string table_name = {})
        : item_(std::move(row)), table_name_(std::move(table_name)) {}
    /// A statement that was not executed. `existing` is the stored item that did not meet a condition, as
    /// DynamoDB JSON, or empty.
    statement_answer(failure why, std::string existing, std::string table_name = {})
        : why_(std::move(why)), item_(std::move(existing)), table_name_(std::move(table_name)) {}

    /// True if the statement was executed.
    explicit operator bool() const noexcept { return !why_.code().failed(); }

    /// The row of a SELECT or of RETURNING; nothing if there was no row. Each call decodes it again.
    /// @throws error  `why()`, if the statement was not executed. condition::model_mismatch: the row does not
    /// fit `Row`.
    template <class Row = item>
    [[nodiscard]] std::optional<Row> row() const {
        if (!*this) throw dynaco::error(why_);
        return read<Row>();
    }
    /// Why the statement was not executed: errc::conditional_check_failed, errc::duplicate_item,
    /// errc::throttling and others; errc::transaction_canceled if another statement of the transaction was
    /// the cause. An empty failure if it was executed. The reference is valid as long as this object.
    [[nodiscard]] const failure& why() const noexcept { return why_; }
    /// The stored item that did not meet the condition of a write. Nothing if the statement was executed, if
    /// `return_existing` was not set, or if no item was stored.
    /// @throws error  condition::model_mismatch: the item does not fit `Model`
    template <class Model = item>
    [[nodiscard]] std::optional<Model> existing() const {
        if (*this) return std::nullopt;
        return read<Model>();
    }
    /// The result in the form of `diagnostics::cancellation_reasons`.
    [[nodiscard]] cancellation_reason as_reason() const;
    /// The table's name in the response; empty if the response does not have it.
    [[nodiscard]] const std::string& table_name() const noexcept { return table_name_; }

 private:
    template <class T>
    std::optional<T> read() const {
        std::optional<T> found;
        if (item_.empty()) return found;
        detail::json::reader in(item_);
        if (!detail::read_item(in, found.emplace())) fail(in.why());
        return found;
    }
    [[noreturn]] void fail(const failure& why) const;

    failure why_{};
    std::string item_;
    std::string table_name_;
};

/// ExecuteStatement: executes one PartiQL statement. For a SELECT, the response has one page of its rows.
struct execute_statement {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ExecuteStatement", .writes = true};
    /// The response without its rows.
    struct page {
        /// NextToken: send it to get the next page. Empty on the last page.
        std::string next_token{};
        /// LastEvaluatedKey: where the page ended, as JSON. Empty on the last page.
        std::string last_evaluated_key{};
        /// ConsumedCapacity, if `report_capacity` requested it.
        std::optional<consumed_capacity> capacity{};
    };
    /// The response.
    struct response : page {
        std::vector<item> items{};  ///< Items: the rows.
    };

    /// Statement: the PartiQL text, at most 8192 bytes.
    std::string_view statement;
    /// Parameters: a value for each '?'.
    detail::parameters_ref parameters{};
    /// NextToken: the `page::next_token` of the previous page. Empty: the first page.
    std::string_view next_token{};
    /// Limit: the number of items to evaluate, before the filter. 0: all that fit into 1 MB.
    std::uint32_t limit = 0;
    /// ConsistentRead. DynamoDB refuses it on global indexes.
    bool consistent_read = false;
    /// ReturnValuesOnConditionCheckFailure: a failed condition also returns the stored item.
    bool return_existing = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// False for SELECT and EXISTS.
    [[nodiscard]] bool writes() const noexcept;
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument if the statement is empty or longer than
    /// 8192 bytes, or if the number of '?' is not the number of parameters
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body and passes each row to `sink`.
    /// @returns the other members; errc::malformed_reply or the sink's failure
    [[nodiscard]] static result<page> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// ExecuteTransaction: up to 100 PartiQL statements, all of which are executed or none. Either all statements
/// read or all write; in both cases EXISTS is allowed as a condition.
struct execute_transaction {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ExecuteTransaction", .writes = true};
    static constexpr std::size_t max_statements = 100;   ///< The most statements in a request.
    static constexpr std::size_t max_token_length = 36;  ///< The most characters in a token.
    /// The response.
    struct response {
        std::vector<statement_answer> answers{};  ///< Responses: a result for each statement, in order.
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };

    /// TransactStatements, each encoded by `statement_request::encode`.
    std::span<const detail::encoded_statement> statements;
    /// ClientRequestToken: DynamoDB executes requests with equal statements and token once within 10 minutes.
    /// Empty: a random token for all attempts of the call.
    std::string_view token{};
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// True if any statement writes.
    [[nodiscard]] bool writes() const noexcept;
    /// True: each request has a token.
    [[nodiscard]] bool idempotent() const noexcept { return true; }
    /// The API member for the token if `token` is empty; else empty.
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return token.empty() ? detail::token_member_of(info.name) : "";
    }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument for a token of more than 36 characters
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Returns the result of each statement from a TransactionCanceledException; empty if the exception has
    /// no reasons.
    [[nodiscard]] static std::vector<statement_answer> decode_reasons(const failure& canceled);
};

/// BatchExecuteStatement: up to 25 PartiQL statements, each of which succeeds or fails alone. Either all
/// statements read or all write. A SELECT must name one item by its whole key.
struct batch_execute_statement {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "BatchExecuteStatement", .writes = true};
    static constexpr std::size_t max_statements = 25;  ///< The most statements in a request.
    /// The response.
    struct response {
        std::vector<statement_answer> answers{};  ///< Responses: a result for each statement, in order.
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };

    /// Statements, each encoded by `statement_request::encode`.
    std::span<const detail::encoded_statement> statements;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// True if any statement writes.
    [[nodiscard]] bool writes() const noexcept;
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
