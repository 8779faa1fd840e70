#pragma once

#include <chrono>
#include <optional>
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

}  // namespace dynaco::identity
