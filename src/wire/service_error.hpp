#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::wire {

/// The `CancellationReasons` of a TransactionCanceledException's body, in their order. Empty if the body has
/// no reasons or is not the expected JSON: the failure itself is reported even if its reasons cannot be read.
[[nodiscard]] std::vector<cancellation_reason> parse_cancellation_reasons(std::string_view body);

/// The `ThrottlingReasons` in the response to a throttled request, in their order. Empty if the body has no
/// reasons or is not the expected JSON: the failure itself is reported even if its reasons cannot be read.
[[nodiscard]] std::vector<throttling_reason> parse_throttling_reasons(std::string_view body);

/// The content of an error response (AWS JSON 1.0, "Operation error serialization").
struct service_error {
    /// The error code without its namespace: "ResourceNotFoundException". The HTTP status as text if the
    /// response has no code.
    std::string code{};
    /// Empty if the response has no message. If the body is not JSON: the start of its text, on one line.
    std::string message{};
    bool is_json = false;  ///< False: the error comes from a proxy or another server, not from DynamoDB.
};

/// Reads the code and the message of an error response. A code in x-amzn-errortype counts before one in the
/// body.
[[nodiscard]] service_error parse_service_error(const response& reply);

}  // namespace dynaco::wire
