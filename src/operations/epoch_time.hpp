#pragma once

#include <chrono>

namespace dynaco::operations {

/// A time of the API: seconds since 1970 with a fraction. What no clock shows is the epoch itself.
inline std::chrono::system_clock::time_point epoch_time(double seconds) noexcept {
    if (!(seconds > 0 && seconds < 9e9)) return {};
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::duration<double>(seconds)));
}

}  // namespace dynaco::operations
