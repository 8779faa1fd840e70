#pragma once

#include "program/expression/tree.hpp"
#include "program/text/token_reader.hpp"

#include <string_view>

namespace dynaco::program {

/// The function of conditions with this name, in any letter case; empty if it does not exist. The view is
/// always valid.
[[nodiscard]] std::string_view test_function(const token& word);

/// Reads a literal. @throws text_error
[[nodiscard]] operand parse_constant(token_reader& in);
/// Reads a path. @throws text_error
[[nodiscard]] operand parse_path_operand(token_reader& in);
/// Reads an operand of a condition: a literal, a path or size(path). @throws text_error
[[nodiscard]] operand parse_operand(token_reader& in);
/// Reads the first operand of `function`, which is a path. @throws text_error
[[nodiscard]] operand parse_subject(token_reader& in, std::string_view function);
/// Reads the second operand of attribute_type: S, "S". @throws text_error
[[nodiscard]] operand parse_type(token_reader& in);

}  // namespace dynaco::program
