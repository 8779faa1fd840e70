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

/// What is known of a PartiQL statement without parsing it.
namespace dynaco::operations {

/// The number of '?' that stand for parameters: not those in strings, quoted names and comments.
[[nodiscard]] std::size_t count_placeholders(std::string_view statement) noexcept;

/// True if the statement is a SELECT or EXISTS.
[[nodiscard]] bool is_a_read(std::string_view statement) noexcept;

}  // namespace dynaco::operations

/// What BatchExecuteStatement and ExecuteTransaction have in common.
namespace dynaco::operations {

/// `"Statements":[…]`
void write_statements(json::writer& out, std::string_view member,
                      std::span<const detail::encoded_statement> all);
[[nodiscard]] bool any_writes(std::span<const detail::encoded_statement> all) noexcept;

/// `[{"Item":…},{"Error":{"Code":…,"Message":…,"Item":…}}]`
bool read_answers(json::reader& in, std::vector<statement_answer>& answers);

/// The cause behind a code of a batch's statement or of a cancellation reason, which are those of exceptions
/// without "Exception" at the end, mostly.
[[nodiscard]] errc errc_of_reason(std::string_view code);

}  // namespace dynaco::operations
