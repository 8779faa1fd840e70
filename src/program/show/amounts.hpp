#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// Amounts as short texts for people. They are rounded; exact values are for JSON.
namespace dynaco::program {

/// Returns a count with all digits in groups of three: "12,345,678".
[[nodiscard]] std::string count_text(std::uint64_t count);

/// Returns a count of at most three digits: "850", "12.3 k", "1.2 M", "45 G".
[[nodiscard]] std::string short_count(double count);

/// Returns an amount of bytes in powers of 1000, as files are measured: "850 B", "1.5 KB", "12.3 MB", "1.5
/// GB".
[[nodiscard]] std::string bytes_text(std::uint64_t bytes);

/// Returns a duration with its two largest units: "0.4 s", "12 s", "2 m 05 s", "3 h 07 m", "2 d 04 h".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds time);

/// Returns a rate: "850/s", "12.3 k/s". With a unit: "850 WCU/s", "12.3 k WCU/s".
[[nodiscard]] std::string rate_text(double per_second, std::string_view unit = {});

/// Returns a share as a whole percentage, rounded down, so that "100 %" means all: "42 %". 0 of 0 is all.
[[nodiscard]] std::string percent_text(double part, double whole);

/// Returns capacity units with at most one digit of the fraction: "1,234.5", "12".
[[nodiscard]] std::string units_text(double units);

/// Returns "1 read unit", "0.5 read units".
[[nodiscard]] std::string counted_units(double units, std::string_view one, std::string_view many);

/// Returns "1 item", "2 items": a count with the noun in the right number.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

}  // namespace dynaco::program
