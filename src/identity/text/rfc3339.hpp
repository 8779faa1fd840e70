#pragma once

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Parses a time of RFC 3339, the format of expirations in responses and files; nothing if the text is not
/// valid, or the day or time does not exist:
///
///     2026-01-31T23:59:59Z    2026-01-31t23:59:59.123456789z    2026-01-31T23:59:59+05:30
///
/// A fraction may have any number of digits; the first nine are used. Other common forms are also accepted: a
/// space instead of the T, and offsets such as "+0530" and "+05:30:15". A time without a zone is not valid. A
/// leap second becomes the second before it. The clock cannot represent times outside the years 1678 to 2261;
/// they become the first or the last time of these years.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parse_rfc3339(
    std::string_view text) noexcept;

/// The time as "2026-01-31T23:59:59Z", rounded down to seconds. The AWS CLI writes this format into its
/// caches.
[[nodiscard]] inline std::string rfc3339_text(std::chrono::system_clock::time_point time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    char text[40];
    const int size =
        std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                      unsigned(date.month()), unsigned(date.day()), static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace dynaco::identity
