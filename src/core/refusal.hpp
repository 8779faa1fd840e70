#pragma once

#include <string_view>

namespace dynaco::detail {

/// What to do about a request that DynamoDB refuses (ValidationException). Only the service's message tells
/// why it is refused. Empty if the message is not known. The view is always valid.
[[nodiscard]] std::string_view advice_on_refusal(std::string_view service_message) noexcept;

}  // namespace dynaco::detail
