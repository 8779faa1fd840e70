#pragma once

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Returns `why` with the statements' names, such as "update accounts", in its cancellation reasons.
[[nodiscard]] failure name_statements(const failure& why, const std::vector<std::string>& statements);

/// Returns the failure of a statement that cannot be added. `number` counts from 1.
[[nodiscard]] failure refuse_statement(const failure& why, std::string_view operation, std::string_view table,
                                       std::size_t number);

}  // namespace dynaco::detail
