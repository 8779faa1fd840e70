#pragma once

#include "program/expression/tree.hpp"
#include "program/text/token_reader.hpp"

#include <string_view>

namespace dynaco::program {

/// Reads the value that `set` assigns: an operand, or two with + or - between.
/// @throws text_error
[[nodiscard]] operand parse_update_value(token_reader& in);

/// Reads an operand of + or -: an attribute, a number or a function.
/// @throws text_error
[[nodiscard]] operand parse_summand(token_reader& in);

/// Reads the value of the clause "add" (a number or a set) or "delete" (a set).
/// @throws text_error
[[nodiscard]] operand parse_added(token_reader& in, std::string_view clause);

}  // namespace dynaco::program
