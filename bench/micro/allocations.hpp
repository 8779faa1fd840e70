#pragma once

#include <cstdint>

namespace micro {

/// The number of calls of malloc, calloc and realloc by this thread so far, also inside libraries; 0 if they
/// cannot be counted (not glibc).
[[nodiscard]] std::uint64_t allocations() noexcept;

}  // namespace micro
