#pragma once

#include "program/expression/tree.hpp"
#include "program/text/token_reader.hpp"

namespace dynaco::program {

/// Reads one test of a condition: a comparison, between, in, a function, exists, is missing.
/// @throws text_error
[[nodiscard]] condition_tree parse_test(token_reader& in);

/// Refuses a test that DynamoDB would refuse for every item: without an attribute, with operands of the wrong
/// type, or with equal operands.
void check_test(std::string_view text, const condition_tree& test);

}  // namespace dynaco::program
