#pragma once

#include <cstdint>
#include <optional>

namespace bench {

/// The number of blocks that the process has allocated so far with malloc, calloc and similar functions, in
/// all threads (operator new calls malloc). Returns nothing if they cannot be counted: with another libc than
/// glibc, or with a sanitizer's allocator.
///
/// Linking this file switches the counting on. Each thread has its own counter, without locked instructions.
[[nodiscard]] std::optional<std::uint64_t> allocations();

}  // namespace bench
