#pragma once

#include <dynaco/detail/core/recycled_string.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace dynaco::wire {

/// An HTTP response, as far as DynamoDB uses it.
struct response {
    int status = 0;
    detail::recycled_string body{};
    detail::recycled_string request_id{};  ///< x-amzn-requestid
    std::string error_type{};              ///< x-amzn-errortype
    detail::recycled_string date{};        ///< date
    std::string crc32{};                   ///< x-amz-crc32, as sent; empty: absent
    std::string retry_after{};             ///< x-amz-retry-after, as sent
    std::string content_encoding{};        ///< content-encoding
    /// The time from sending the request to the end of the response's head.
    std::chrono::microseconds time_to_head{};
    bool has_age = false;     ///< An age header: the response came from a cache.
    bool cut = false;         ///< Only the beginning of the body was read (a long error).
    bool keep_alive = false;  ///< The connection may be used again.
};

}  // namespace dynaco::wire
