#pragma once

#include <algorithm>
#include <chrono>

namespace dynaco::detail {

/// A longer time counts as this one, because it might overflow the clock when it is added to a time point.
inline constexpr std::chrono::milliseconds longest_time = std::chrono::hours(24 * 365);

[[nodiscard]] constexpr std::chrono::milliseconds bounded(std::chrono::milliseconds time) noexcept {
    return std::min(time, longest_time);
}

}  // namespace dynaco::detail
