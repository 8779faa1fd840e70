#include "allocations.hpp"

#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BENCH_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define BENCH_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(BENCH_SANITIZED)

#include <array>
#include <atomic>
#include <cerrno>

// If the program defines malloc, calloc and so on, all libraries use these instead of libc's. glibc's own
// functions have the names below; its free() releases what they return.
extern "C" {
void* __libc_malloc(std::size_t size) noexcept;
void* __libc_calloc(std::size_t count, std::size_t size) noexcept;
void* __libc_realloc(void* old, std::size_t size) noexcept;
void* __libc_memalign(std::size_t alignment, std::size_t size) noexcept;
}

namespace {

struct alignas(64) counter {
    std::atomic<std::uint64_t> blocks;
};
constinit std::array<counter, 256> counters{};
constinit std::atomic<std::size_t> claimed{0};
constinit thread_local counter* own = nullptr;

void count_one() noexcept {
    if (own == nullptr) {
        const std::size_t next = claimed.fetch_add(1, std::memory_order_relaxed);
        own = &counters[next < counters.size() ? next : counters.size() - 1];
    }
    if (own == &counters.back()) {  // shared by all threads that have no counter
        own->blocks.fetch_add(1, std::memory_order_relaxed);
        return;
    }
    own->blocks.store(own->blocks.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) noexcept {
    count_one();
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
    count_one();
    return __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) noexcept {
    count_one();
    return __libc_realloc(old, size);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
    count_one();
    return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept { return memalign(alignment, size); }

int posix_memalign(void** out, std::size_t alignment, std::size_t size) noexcept {
    if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
    void* const block = memalign(alignment, size);
    if (block == nullptr) return ENOMEM;
    *out = block;
    return 0;
}

}  // extern "C"

namespace bench {

std::optional<std::uint64_t> allocations() {
    std::uint64_t sum = 0;
    for (const counter& each : counters) sum += each.blocks.load(std::memory_order_relaxed);
    return sum;
}

}  // namespace bench

#else

namespace bench {

std::optional<std::uint64_t> allocations() { return std::nullopt; }

}  // namespace bench

#endif
