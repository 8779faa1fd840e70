#pragma once

#include <string>
#include <string_view>

namespace dynaco::test {

/// What a request means, as text: equal for two requests that differ only in the names and the order of their
/// placeholders, in redundant brackets, in the order of what DynamoDB does not order (members, sets, actions,
/// the operands of AND and OR, keys and requests of a batch), in how a number is spelled, or in parameters
/// that say the default (`"ConsistentRead":false`) or only ask for a report (ReturnConsumedCapacity).
/// @throws std::runtime_error  if the text is not a request
[[nodiscard]] std::string canonical_request(std::string_view body);

/// The same of an expression with its names and values (JSON objects, or empty).
[[nodiscard]] std::string canonical_expression(std::string_view expression, std::string_view names,
                                               std::string_view values);

}  // namespace dynaco::test
