#pragma once

#include <string>
#include <string_view>

namespace dynaco::test {

/// The meaning of a request as text. It is equal for two requests that differ only in the names and the order
/// of their placeholders, in redundant brackets, in the order of parts that DynamoDB does not order (members,
/// sets, actions, the operands of AND and OR, keys and requests of a batch), in the spelling of a number, or
/// in parameters that have the default value (`"ConsistentRead":false`) or only request a report
/// (ReturnConsumedCapacity).
/// @throws std::runtime_error  if the text is not a request
[[nodiscard]] std::string canonical_request(std::string_view body);

/// The meaning of an expression with its names and values (JSON objects, or empty).
[[nodiscard]] std::string canonical_expression(std::string_view expression, std::string_view names,
                                               std::string_view values);

}  // namespace dynaco::test
