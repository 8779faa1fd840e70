#pragma once

#include "wire/response.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::wire {

/// Compares x-amz-crc32, if the response has it, with the body as it was received, before its
/// Content-Encoding is decoded. @returns errc::checksum_mismatch if they differ or if the header is not a
/// number.
[[nodiscard]] result<void> check_crc32(const response& reply);

/// Decides whether a response is a success or a failure, from its status, its error code and its body. A
/// success of DynamoDB has status 200 and a JSON object as its body. The body is empty only if the operation
/// has no output
/// (`may_be_empty`). Any other 2xx comes from a proxy or gateway. The failure contains what the response
/// says; the caller adds the operation and the endpoint.
[[nodiscard]] result<void> judge(const response& reply, bool may_be_empty = false);

}  // namespace dynaco::wire
