#pragma once

#include "wire/response.hpp"

#include <chrono>
#include <optional>

namespace dynaco::simulation {

/// What the end of an attempt means for the call. The code that ends the attempt sets it.
enum class sense {
    success,
    transient,
    throttling,
    refused,  ///< A retry would fail again.
    given_up  ///< The call ended it: cancelled, deadline exceeded, or no connection.
};

/// A response of the service, or of another server in its place, and what it means.
struct answer {
    wire::response reply{};
    sense meaning = sense::success;
    bool ambiguous = false;  ///< A write with this response may have been applied.
    std::optional<std::chrono::milliseconds> retry_after{};
};

}  // namespace dynaco::simulation
