#pragma once

#include <dynaco/core/cancellation_reason.hpp>

#include <string_view>
#include <vector>

namespace dynaco::wire {

/// `CancellationReasons` of a TransactionCanceledException's body, in its order. Empty if there are none, or
/// if the body is not the JSON that was expected: a failure is told even if its reasons cannot be read.
[[nodiscard]] std::vector<cancellation_reason> parse_cancellation_reasons(std::string_view body);

}  // namespace dynaco::wire
