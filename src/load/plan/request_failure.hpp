#pragma once

#include <dynaco/errors.hpp>

namespace dynaco::loading {

/// What a failed request means for its writes.
enum class failure_action : unsigned char {
    slow_down,  ///< The table or the account was throttled: send the writes again, more slowly.
    repeat,     ///< The service or the network was unavailable: send the writes again.
    divide,     ///< DynamoDB refused the request: one of its writes is wrong.
    end_load,   ///< Every request will fail in this way: end the load.
};

/// Decides what to do about a failed request.
[[nodiscard]] failure_action action_for(const failure& why) noexcept;

}  // namespace dynaco::loading
