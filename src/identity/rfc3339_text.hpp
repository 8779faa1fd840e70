#pragma once

#include <chrono>
#include <cstdio>
#include <string>

namespace dynaco::identity {

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
