#pragma once

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

/// A PartiQL statement ready to go into a batch or transaction.
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
    bool return_existing = false;  ///< A condition that does not hold brings the item that stands in the way.

    /// False for SELECT and EXISTS.
    [[nodiscard]] bool writes() const noexcept;
    /// Writes the members `Statement`, `Parameters` … of the object that `out` is in. Fails with
    /// errc::invalid_argument if the statement is empty or too long, or has not as many '?' as parameters.
    bool write_members(json::writer& out) const;
    [[nodiscard]] result<encoded_statement> encode() const;
};

}  // namespace detail

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
        if (!detail::read_item(in, found.emplace())) fail(in.why());
        return found;
    }
    [[noreturn]] void fail(const failure& why) const;

    failure why_{};
    std::string item_;
    std::string table_name_;
};

/// ExecuteStatement: one PartiQL statement; of a SELECT, one page of its rows.
struct execute_statement {
    static constexpr operation_info info{.name = "ExecuteStatement", .writes = true};
    struct page {
        std::string next_token{};          ///< Empty on the last page.
        std::string last_evaluated_key{};  ///< Where the page ended, as JSON; empty on the last page.
        std::optional<consumed_capacity> capacity{};
    };
    struct response : page {
        std::vector<item> items{};
    };

    std::string_view statement;
    detail::parameters_ref parameters{};
    std::string_view next_token{};  ///< `page::next_token` of the page before.
    std::uint32_t limit = 0;        ///< Items to evaluate, not to return; 0: as many as fit 1 MB.
    bool consistent_read = false;   ///< Not on global indexes.
    bool return_existing = false;   ///< With ConditionalCheckFailedException.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// False for a SELECT.
    [[nodiscard]] bool writes() const noexcept;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each row to `sink` instead.
    [[nodiscard]] static result<page> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// ExecuteTransaction: up to 100 PartiQL statements, all of which read or all of which write (EXISTS is a
/// condition for either), all or nothing.
struct execute_transaction {
    static constexpr operation_info info{.name = "ExecuteTransaction", .writes = true};
    static constexpr std::size_t max_statements = 100;
    static constexpr std::size_t max_token_length = 36;
    struct response {
        std::vector<statement_answer> answers{};  ///< In the order of the statements.
        std::vector<consumed_capacity> capacity{};
    };

    std::span<const detail::encoded_statement> statements;  ///< As `statement_request::encode` made them.
    /// Sent again with the same statements within 10 minutes, it is done once (ClientRequestToken).
    /// Empty: a random one, the same for all attempts of the call.
    std::string_view token{};
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    [[nodiscard]] bool writes() const noexcept;
    [[nodiscard]] bool idempotent() const noexcept { return true; }
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return token.empty() ? detail::token_member_of(info.name) : "";
    }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// What a TransactionCanceledException says of each statement; empty if it says nothing.
    [[nodiscard]] static std::vector<statement_answer> decode_reasons(const failure& canceled);
};

/// BatchExecuteStatement: up to 25 PartiQL statements, all of which read or all of which write, each by
/// itself; a SELECT must name one item by its whole key.
struct batch_execute_statement {
    static constexpr operation_info info{.name = "BatchExecuteStatement", .writes = true};
    static constexpr std::size_t max_statements = 25;
    struct response {
        std::vector<statement_answer> answers{};  ///< In the order of the statements.
        std::vector<consumed_capacity> capacity{};
    };

    std::span<const detail::encoded_statement> statements;  ///< As `statement_request::encode` made them.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    [[nodiscard]] bool writes() const noexcept;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
