#pragma once

#include "retry/send_rate.hpp"

#include <dynaco/client.hpp>

namespace dynaco::detail {

/// What a request takes throughput of. Operations on tables themselves, and those of DynamoDB Streams, are
/// limited by limits of their own: each is a resource to itself.
[[nodiscard]] retry::send_rate_scope send_rate_scope_of(const encoded_request& request);

}  // namespace dynaco::detail
