#pragma once

#include "retry/send_rate.hpp"

#include <dynaco/client.hpp>

namespace dynaco::detail {

/// Returns the tables and indexes whose throughput a request consumes. Operations on tables themselves and
/// those of DynamoDB Streams have their own limits, so each operation is its own resource.
[[nodiscard]] retry::send_rate_scope send_rate_scope_of(const encoded_request& request);

}  // namespace dynaco::detail
