#include "allocations.hpp"

#include <cstddef>
#include <cstdlib>

namespace {

thread_local constinit std::uint64_t made = 0;

}  // namespace

#if defined(__GLIBC__)

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);

// All libraries use the program's functions instead of libc's. operator new calls malloc.
void* malloc(std::size_t size) {
    ++made;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
    ++made;
    return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
    ++made;
    return __libc_realloc(old, size);
}
}

#endif

namespace micro {

std::uint64_t allocations() noexcept { return made; }

}  // namespace micro
