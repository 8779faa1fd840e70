#pragma once

#include "support/fault_server/reply/reply.hpp"

#include <string>
#include <string_view>

namespace dynaco::test {

/// An error in DynamoDB's format: `__type` with its name space, `message`, right CRC.
///
/// `more_members` is JSON text that is added after the message, for example `"Item":{…}`.
[[nodiscard]] reply service_error(unsigned status, std::string_view code, std::string_view message,
                                  std::string_view more_members = {});

[[nodiscard]] reply throttled();       ///< 400 ProvisionedThroughputExceededException
[[nodiscard]] reply internal_error();  ///< 500 InternalServerError
[[nodiscard]] reply validation_error(std::string_view message);
[[nodiscard]] reply resource_not_found();
/// A failed condition. `item_json` is the old item in DynamoDB JSON; if it is empty, "Item" is left out.
[[nodiscard]] reply conditional_check_failed(std::string_view item_json = {});
[[nodiscard]] reply expired_token();

/// 503 with an HTML page, without CRC or request id, as from a load balancer in front of the service.
[[nodiscard]] reply service_unavailable_html();

}  // namespace dynaco::test
