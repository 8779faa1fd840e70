#pragma once

#include "wire/response.hpp"

#include <dynaco/core/result.hpp>

namespace dynaco::wire {

/// Whether a reply is an answer or a failure, without regard to the operation: status, CRC32, error code, and
/// that a success is a JSON object at all. The failure has what the reply tells; operation and place are the
/// caller's to add.
[[nodiscard]] result<void> judge(const response& reply);

}  // namespace dynaco::wire
