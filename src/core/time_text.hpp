#pragma once

#include <chrono>
#include <string>

namespace dynaco::detail {

/// A duration as text for messages, rounded down: "59.2 s", "60 s", "250 ms", "0 ms".
[[nodiscard]] inline std::string time_text(std::chrono::microseconds time) {
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).count();
    if (ms < 1000) return std::to_string(ms) + " ms";
    std::string text = std::to_string(ms / 1000);
    if (const auto tenths = ms % 1000 / 100; tenths > 0) (text += '.') += std::to_string(tenths);
    return text += " s";
}

}  // namespace dynaco::detail
