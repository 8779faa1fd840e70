#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace dynaco::wire {

/// Parses the value of an HTTP Date header (RFC 9110, 5.6.7) in any of its three forms:
///
///     Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
///     Sunday, 06-Nov-94 08:49:37 GMT    RFC 850; a year from 2000 to 2099
///     Sun Nov  6 08:49:37 1994          asctime
///
/// The text must follow the grammar exactly: single spaces, case as shown. The name of the day is not
/// compared with the date. A leap second is read as the second before it.
///
/// @returns nothing if the text has another form, or if the day or the time does not exist.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept;

}  // namespace dynaco::wire
