#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dynaco::table_calls {

/// When to send what a batch left unprocessed, and when to give up. Pure.
///
/// A round that processed something is followed by a short pause: DynamoDB also leaves out what would make a
/// reply larger than 16 MB. A round that processed nothing is a failed attempt: pauses grow from one to the
/// next, and as many in a row as the retry policy has attempts are the end.
class batch_plan {
 public:
    static constexpr std::chrono::milliseconds base{50};
    static constexpr std::chrono::milliseconds longest{5000};
    /// Where the policy says nothing of attempts.
    static constexpr int usual_attempts = 8;

    /// `max_attempts`: as `retry_policy` and `call_options` say; 0: they say nothing.
    explicit batch_plan(int max_attempts = 0) noexcept
        : max_attempts_(max_attempts > 0 ? max_attempts : usual_attempts) {}

    /// `sent` requests went out in a round and `unprocessed` came back. @returns the ceiling of the pause
    /// before the next round, or nothing if it is time to give up; the next round starts anew then.
    std::optional<std::chrono::milliseconds> round(std::size_t sent, std::size_t unprocessed) noexcept;

 private:
    int max_attempts_;
    int fruitless_ = 0;  // rounds in a row without progress
};

}  // namespace dynaco::table_calls
