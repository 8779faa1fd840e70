#pragma once

#include "wire/response.hpp"

#include <string>

namespace dynaco::wire {

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
