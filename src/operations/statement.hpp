#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/partiql.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

/// Facts about a PartiQL statement, found without parsing it completely.
namespace dynaco::operations {

/// The number of '?' that are parameters. A '?' in a string, quoted name or comment does not count.
[[nodiscard]] std::size_t count_placeholders(std::string_view statement) noexcept;

/// Whether the statement begins with SELECT or EXISTS, after comments, white space and "(".
[[nodiscard]] bool is_a_read(std::string_view statement) noexcept;

}  // namespace dynaco::operations

/// Functions that BatchExecuteStatement and ExecuteTransaction share.
namespace dynaco::operations {

/// Writes the statements as an array: `"Statements":[…]`.
void write_statements(detail::json::writer& out, std::string_view member,
                      std::span<const detail::encoded_statement> all);
[[nodiscard]] bool any_writes(std::span<const detail::encoded_statement> all) noexcept;

/// Reads the results of the statements: `[{"Item":…},{"Error":{"Code":…,"Message":…,"Item":…}}]`. A null is
/// an empty result, so that the positions are kept.
bool read_answers(detail::json::reader& in, std::vector<statement_answer>& answers);

/// The cause for the code of a statement in a batch, or of a cancellation reason. Most of these codes are
/// names of exceptions without "Exception" at the end.
[[nodiscard]] errc errc_of_reason(std::string_view code);

}  // namespace dynaco::operations
