#pragma once

#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/idempotency_token.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/statement_answer.hpp>
#include <dynaco/operations/statement_request.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace dynaco {

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

    std::span<const encoded_statement> statements;  ///< As `statement_request::encode` made them.
    /// Sent again with the same statements within 10 minutes, it is done once (ClientRequestToken).
    /// Empty: a random one, the same for all attempts of the call.
    std::string_view token{};
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    [[nodiscard]] bool writes() const noexcept;
    [[nodiscard]] bool idempotent() const noexcept { return true; }
    [[nodiscard]] std::string_view missing_token() const noexcept {
        return token.empty() ? token_member_of(info.name) : "";
    }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// What a TransactionCanceledException says of each statement; empty if it says nothing.
    [[nodiscard]] static std::vector<statement_answer> decode_reasons(const failure& canceled);
};

}  // namespace dynaco
