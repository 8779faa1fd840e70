#pragma once

#include "program/expression/tree.hpp"
#include "program/text/key_shape.hpp"
#include "program/text/token_reader.hpp"

namespace dynaco::program {

/// Reads an update up to the end of the text: the grammar of `request_writer::update`.
/// @throws text_error  it is wrong, or DynamoDB would refuse it for every item
[[nodiscard]] update_tree parse_update(token_reader& in, const key_shape& key);

}  // namespace dynaco::program
