#pragma once

#include <cstddef>

namespace dynaco::detail {

/// The memory of the coroutine frames of calls. A thread reuses the memory that it has released last, which
/// is still in the cache. (Asio reuses at most two frames of a thread, of at most 1,020 bytes.)
///
/// A thread keeps at most 64 blocks of each size and 256 KiB in all; it frees the rest. A block may be
/// released by another thread than the one that allocated it. Nothing is kept if AddressSanitizer is on,
/// which would not see that a frame is used after it was destroyed.
class frame_memory {
 public:
    /// Blocks of more bytes are not kept.
    static constexpr std::size_t largest_kept = std::size_t{4} * 1024;

    /// @throws std::bad_alloc
    [[nodiscard]] static void* allocate(std::size_t size);
    /// `size`: as it was allocated.
    static void release(void* memory, std::size_t size) noexcept;
};

}  // namespace dynaco::detail
