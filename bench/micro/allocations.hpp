#pragma once

#include <cstdint>

namespace micro {

/// Calls of malloc, calloc and realloc so far by this thread, libraries' own included; 0 where they cannot be
/// counted (not glibc).
[[nodiscard]] std::uint64_t allocations() noexcept;

}  // namespace micro
