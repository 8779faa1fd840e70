#pragma once

#include <chrono>

namespace dynaco {

/// When and how often a call is repeated: AWS "standard" retries, version 2.1, with DynamoDB's numbers.
struct retry_policy {
    int max_attempts = 4;                                   ///< In all, at least 1.
    std::chrono::milliseconds base_delay{25};               ///< Doubled each time, after transient failures.
    std::chrono::milliseconds throttling_base_delay{1000};  ///< The same after throttling.
    std::chrono::milliseconds max_delay{20000};
};

}  // namespace dynaco
