#pragma once

#include <cstddef>
#include <string>

namespace dynaco::test {

/// The `x-amzn-RequestId` of the reply to the request with this number (over all connections, from 1).
[[nodiscard]] inline std::string request_id(std::size_t number) {
    constexpr std::size_t usual_length = 52;
    const std::string digits = std::to_string(number);
    std::string id = "FAULTSERVER";
    return id.append(usual_length - id.size() - digits.size(), '0').append(digits);
}

}  // namespace dynaco::test
