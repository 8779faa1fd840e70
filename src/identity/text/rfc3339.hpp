#pragma once

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The time that a text of RFC 3339 names, as services and files write when credentials expire; nothing if it
/// is none, or names a day or a time that does not exist:
///
///     2026-01-31T23:59:59Z    2026-01-31t23:59:59.123456789z    2026-01-31T23:59:59+05:30
///
/// A fraction has any number of digits, of which nine count. What else is in use is read, too: a space for
/// the T, and offsets as "+0530" and "+05:30:15"; a time without a zone is not. A leap second is the second
/// before it. Times outside the years 1678 to 2261, which the clock cannot hold, are the first or the last of
/// these.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parse_rfc3339(
    std::string_view text) noexcept;

/// "2026-01-31T23:59:59Z", rounded down to seconds: as the AWS CLI writes times into its caches.
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
