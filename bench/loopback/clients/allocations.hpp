#pragma once

#include <cstdint>
#include <optional>

namespace bench {

/// How many blocks the process has asked of malloc and its family so far, all threads together (operator new
/// asks malloc); nothing where they cannot be counted: another libc than glibc, or a sanitizer's allocator.
///
/// Linking this in counts: each thread counts for itself, without a locked instruction.
[[nodiscard]] std::optional<std::uint64_t> allocations();

}  // namespace bench
