#pragma once

#include <dynaco/core/result.hpp>
#include <dynaco/json/reader.hpp>
#include <dynaco/json/writer.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/statement_answer.hpp>
#include <dynaco/operations/statement_request.hpp>

#include <span>
#include <string_view>
#include <vector>

/// What BatchExecuteStatement and ExecuteTransaction have in common.
namespace dynaco::operations {

/// `"Statements":[…]`
void write_statements(json::writer& out, std::string_view member, std::span<const encoded_statement> all);
[[nodiscard]] bool any_writes(std::span<const encoded_statement> all) noexcept;

/// `[{"Item":…},{"Error":{"Code":…,"Message":…,"Item":…}}]`
bool read_answers(json::reader& in, std::vector<statement_answer>& answers);

/// The cause behind a code of a batch's statement or of a cancellation reason, which are those of exceptions
/// without "Exception" at the end, mostly.
[[nodiscard]] errc errc_of_reason(std::string_view code);

}  // namespace dynaco::operations
