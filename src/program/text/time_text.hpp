#pragma once

#include <chrono>
#include <string>
#include <string_view>

/// Points in time as people write them.
namespace dynaco::program {

/// A point in time.
using time_point = std::chrono::system_clock::time_point;

/// Reads a point in time: a date and a time with the distance from UTC (RFC 3339), or a duration before
/// `now`.
///
///     2026-11-30T07:00:00Z     2026-11-30T08:00:00.250+01:00     2026-11-30T07:00Z     2026-11-30 07:00Z
///     2h     30m               2 hours ago, 30 minutes ago
///
/// A time without "Z" or an offset is a mistake, because it could mean several times.
/// @throws text_error  `text` is not a time
[[nodiscard]] time_point parse_time(std::string_view text, time_point now);

/// Returns a time in UTC with seconds: "2026-11-30T07:00:00Z".
[[nodiscard]] std::string time_text(time_point time);

}  // namespace dynaco::program
