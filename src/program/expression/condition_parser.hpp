#pragma once

#include "program/expression/tree.hpp"
#include "program/text/token_reader.hpp"

namespace dynaco::program {

/// Reads a condition up to the end of the text: the grammar of `request_writer::condition`.
/// @throws text_error  it is wrong, or DynamoDB would refuse it for every item
[[nodiscard]] condition_tree parse_condition(token_reader& in);

}  // namespace dynaco::program
