#pragma once

#include "json/document.hpp"

#include <dynaco/errors.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

/// Reads values of descriptions. A value that no service sends counts as absent, to avoid undefined
/// behaviour.
namespace dynaco::operations {

/// A number from 0 to 9e15, without its fraction; 0 for any other value.
[[nodiscard]] std::uint64_t count_of(const detail::json::document& number) noexcept;
/// A number from 0 to 9e15 as a signed number, without its fraction; 0 for any other value.
[[nodiscard]] std::int64_t units_of(const detail::json::document& number) noexcept;
/// A time in seconds since 1970, with a fraction; the epoch for any other value.
[[nodiscard]] std::chrono::system_clock::time_point time_of(const detail::json::document& seconds) noexcept;

/// The member `member` of a response. @returns errc::malformed_reply if it is absent or not an object.
result<detail::json::document> decode_object(std::string_view body, std::string_view member);

}  // namespace dynaco::operations
