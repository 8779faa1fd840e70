#pragma once

#include "json/document.hpp"

#include <dynaco/errors.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

/// Values in descriptions. What no service sends must not become undefined behaviour: it counts as not sent.
namespace dynaco::operations {

/// 0 for a negative number, one beyond 9e15, and anything else.
[[nodiscard]] std::uint64_t count_of(const json::document& number) noexcept;
/// The same, for what is written as a signed number.
[[nodiscard]] std::int64_t units_of(const json::document& number) noexcept;
/// Seconds since 1970 with a fraction; no time for anything else.
[[nodiscard]] std::chrono::system_clock::time_point time_of(const json::document& seconds) noexcept;

/// The object that is the member `member` of a reply.
result<json::document> decode_object(std::string_view body, std::string_view member);

}  // namespace dynaco::operations
