#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dynaco::table_calls {

/// When to send what a batch left unprocessed: at once if the round got on, after growing pauses if it did
/// not, and not for ever. Pure.
class batch_plan {
 public:
    static constexpr std::chrono::milliseconds base{50};
    static constexpr std::chrono::milliseconds longest{5000};
    static constexpr int max_fruitless_rounds = 8;

    /// `sent` requests went out in a round and `unprocessed` came back. @returns the ceiling of the pause
    /// before the next round, or nothing if it is time to give up.
    std::optional<std::chrono::milliseconds> round(std::size_t sent, std::size_t unprocessed) noexcept;

 private:
    int throttled_ = 0;  // rounds in a row with leftovers
    int fruitless_ = 0;  // rounds in a row without progress
};

}  // namespace dynaco::table_calls
