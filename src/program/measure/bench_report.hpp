#pragma once

#include "program/measure/bench_counts.hpp"
#include "program/show/screen.hpp"

#include <chrono>
#include <string>

namespace dynaco::program {

/// One line about the last second, that fits the screen.
[[nodiscard]] std::string bench_line(const bench_counts& counts, screen shown_on);

/// The result for people.
[[nodiscard]] std::string bench_report(const bench_counts& counts, std::chrono::milliseconds elapsed,
                                       screen shown_on);

/// The result as one JSON object, without a new line. Latencies are milliseconds.
[[nodiscard]] std::string bench_json(const bench_counts& counts, std::chrono::milliseconds elapsed);

}  // namespace dynaco::program
