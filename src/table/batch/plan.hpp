#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dynaco::table_calls {

/// Decides when to send the unprocessed requests of a batch again, and when to stop. Pure.
///
/// After a round that processed something there is a short pause, because DynamoDB also leaves out results
/// that would make a response larger than 16 MB. A round that processed nothing counts as a failed attempt.
/// The pauses between such rounds grow. The batch fails after `max_attempts` of them in a row.
class batch_plan {
 public:
    static constexpr std::chrono::milliseconds base{50};
    static constexpr std::chrono::milliseconds longest{5000};
    /// The number of attempts if the retry policy sets none.
    static constexpr int usual_attempts = 8;

    /// `max_attempts`: of `retry_policy` or `call_options`. 0 means `usual_attempts`.
    explicit batch_plan(int max_attempts = 0) noexcept
        : max_attempts_(max_attempts > 0 ? max_attempts : usual_attempts) {}

    /// Records a round in which `sent` requests were sent and `unprocessed` were returned. @returns the
    /// longest pause before the next round, or nothing if the batch must stop. In that case the count of
    /// attempts starts again.
    std::optional<std::chrono::milliseconds> round(std::size_t sent, std::size_t unprocessed) noexcept;

 private:
    int max_attempts_;
    int fruitless_ = 0;  // rounds in a row without progress
};

}  // namespace dynaco::table_calls
