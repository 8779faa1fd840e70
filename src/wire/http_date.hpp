#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace dynaco::wire {

/// The time of an HTTP Date header (RFC 9110, 5.6.7), in any of its three forms; nothing if it has none of
/// them, or names a day or a time that does not exist:
///
///     Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
///     Sunday, 06-Nov-94 08:49:37 GMT    RFC 850; its years are those from 2000 to 2099
///     Sun Nov  6 08:49:37 1994          asctime
///
/// Exact as the grammar is: one space, case as shown. The name of the day is not compared with the date. A
/// leap second is the second before it.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept;

}  // namespace dynaco::wire
