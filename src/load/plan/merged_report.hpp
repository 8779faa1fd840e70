#pragma once

#include <dynaco/load/report.hpp>

#include <span>

namespace dynaco::loading {

/// Adds the counts of `from` to `to`.
void add_counts(load_counts& to, const load_counts& from) noexcept;

/// The report of a load that several workers shared, or that several runs did: sums of the counts, the
/// longest time, all parts that throttled, and the first reason why a worker ended early.
[[nodiscard]] load_report merged(std::span<const load_report> reports);

}  // namespace dynaco::loading
