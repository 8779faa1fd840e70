#pragma once

#include <chrono>

namespace dynaco::loading {

/// The time of all deciders. It is an argument of each call and must not decrease.
using time_point = std::chrono::steady_clock::time_point;
using nanoseconds = std::chrono::nanoseconds;
using real_seconds = std::chrono::duration<double>;

/// The seconds from `from` to `to`.
[[nodiscard]] inline double seconds_between(time_point from, time_point to) noexcept {
    return real_seconds(to - from).count();
}

}  // namespace dynaco::loading
