#pragma once

#include <dynaco/core/throttling_reason.hpp>

#include <string_view>
#include <vector>

namespace dynaco::wire {

/// `ThrottlingReasons` of a throttled request's body, in its order. Empty if there are none, or if the body
/// is not the JSON that was expected: a failure is told even if its reasons cannot be read.
[[nodiscard]] std::vector<throttling_reason> parse_throttling_reasons(std::string_view body);

}  // namespace dynaco::wire
