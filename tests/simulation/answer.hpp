#pragma once

#include "wire/response.hpp"

#include <chrono>
#include <optional>

namespace dynaco::simulation {

/// What an attempt's end means for the call, said by whoever made it end so.
enum class sense {
    success,
    transient,
    throttling,
    refused,  ///< It would fail again.
    given_up  ///< By the call itself: cancelled, out of time, no connection to be had.
};

/// A reply of the service, or of something that answers in its place, with the truth about it.
struct answer {
    wire::response reply{};
    sense meaning = sense::success;
    bool ambiguous = false;  ///< If this is all that a write's caller gets, it may have been applied.
    std::optional<std::chrono::milliseconds> retry_after{};
};

}  // namespace dynaco::simulation
