#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::wire {

/// `CancellationReasons` of a TransactionCanceledException's body, in its order. Empty if there are none, or
/// if the body is not the JSON that was expected: a failure is told even if its reasons cannot be read.
[[nodiscard]] std::vector<cancellation_reason> parse_cancellation_reasons(std::string_view body);

/// `ThrottlingReasons` of a throttled request's body, in its order. Empty if there are none, or if the body
/// is not the JSON that was expected: a failure is told even if its reasons cannot be read.
[[nodiscard]] std::vector<throttling_reason> parse_throttling_reasons(std::string_view body);

/// What an error reply says (AWS JSON 1.0, "Operation error serialization").
struct service_error {
    std::string
        code{};  ///< Without name space: "ResourceNotFoundException"; the status as text if there is none.
    std::string
        message{};  ///< Empty if the reply has none; the start of the text if it is not JSON, on one line.
    bool is_json = false;  ///< False: not DynamoDB's words, but those of a proxy or another server.
};

[[nodiscard]] service_error parse_service_error(const response& reply);

}  // namespace dynaco::wire
