#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

/// Amounts as people write them. All functions ignore the case of letters, accept '_' between digits, and
/// throw text_error for a text that is not an amount of this kind, or does not fit the result.
namespace dynaco::program {

/// A count: "250", "1_000_000", "10k", "1.5M", "2G". k, M and G are 10^3, 10^6 and 10^9. The result must be a
/// whole number.
[[nodiscard]] std::uint64_t parse_count(std::string_view text);

/// A size in bytes: "512", "512B", "64MB" (64 × 10^6), "64MiB" (64 × 2^20); kB, MB, GB, TB, KiB, MiB, GiB,
/// TiB. "64M" is a mistake, because it could mean both. The result must be a whole number.
[[nodiscard]] std::uint64_t parse_size(std::string_view text);

/// A duration: "100ms", "90s", "5m", "1.5h", "7d", "2h30m"; the units from large to small, each once. A
/// number without a unit is a mistake, except "0". The result must be a whole number of milliseconds.
[[nodiscard]] std::chrono::milliseconds parse_duration(std::string_view text);

/// A rate per second, as for capacity units: "500", "0.5", "10k", "500/s", "6000/m" (100 per second),
/// "36k/h". It is more than 0.
[[nodiscard]] double parse_rate(std::string_view text);

}  // namespace dynaco::program
