#pragma once

#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/statement_answer.hpp>
#include <dynaco/operations/statement_request.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace dynaco {

/// BatchExecuteStatement: up to 25 PartiQL statements, all of which read or all of which write, each by
/// itself; a SELECT must name one item by its whole key.
struct batch_execute_statement {
    static constexpr operation_info info{.name = "BatchExecuteStatement", .writes = true};
    static constexpr std::size_t max_statements = 25;
    struct response {
        std::vector<statement_answer> answers{};  ///< In the order of the statements.
        std::vector<consumed_capacity> capacity{};
    };

    std::span<const encoded_statement> statements;  ///< As `statement_request::encode` made them.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    [[nodiscard]] bool writes() const noexcept;
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
