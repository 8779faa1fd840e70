#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::wire {

/// Compares x-amz-crc32, if there is one, with the body as it was received: before its Content-Encoding is
/// undone. A header that is no number is errc::checksum_mismatch, too.
[[nodiscard]] result<void> check_crc32(const response& reply);

/// Whether a reply is an answer or a failure: status, error code, and that a success is a JSON object at all.
/// DynamoDB's successes have status 200; its body is empty only if the operation has no output
/// (`may_be_empty`). Any other 2xx comes from a proxy or gateway. The failure has what the reply tells;
/// operation and place are the caller's to add.
[[nodiscard]] result<void> judge(const response& reply, bool may_be_empty = false);

}  // namespace dynaco::wire
