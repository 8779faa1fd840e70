// The functions are defined under their own names here, so inline versions must not replace them.
#undef _FORTIFY_SOURCE
#undef _FILE_OFFSET_BITS

#include "unit/client/hot_path/counted_reads.hpp"

#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string_view>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

// Plain data, because these are used before constructors run.
std::atomic<bool> counting{false};
std::mutex mutex;  // guards the list

std::vector<std::string>& list() {
    static std::vector<std::string> reads;
    return reads;
}

void note(const char* what, const char* name) {
    if (!counting.load(std::memory_order_relaxed)) return;
    const std::lock_guard lock(mutex);
    list().push_back(std::string(what) + ' ' + name);
}

char* variable(const char* name) {
    const std::size_t length = std::strlen(name);
    for (char** each = environ; each && *each; ++each)
        if (std::strncmp(*each, name, length) == 0 && (*each)[length] == '=') return *each + length + 1;
    return nullptr;
}

int open_at(int folder, const char* path, int flags, mode_t mode) {
    note("open", path);
    return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(rest, unsigned)) : 0;
}

std::FILE* open_stream(const char* function, const char* path, const char* mode) {
    note("fopen", path);
    using opener = std::FILE* (*)(const char*, const char*);
    return reinterpret_cast<opener>(::dlsym(RTLD_NEXT, function))(path, mode);
}

}  // namespace

// The linker prefers these to the C library's, for shared libraries too.
extern "C" {

char* getenv(const char* name) noexcept {
    note("getenv", name);
    return variable(name);
}
char* secure_getenv(const char* name) noexcept {
    note("getenv", name);
    return variable(name);
}
int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(folder, path, flags, mode);
}
std::FILE* fopen(const char* path, const char* mode) { return open_stream("fopen", path, mode); }
std::FILE* fopen64(const char* path, const char* mode) { return open_stream("fopen64", path, mode); }

}  // extern "C"

namespace dynaco::test {

counted_reads::counted_reads() {
    const std::lock_guard lock(mutex);
    list().clear();
    counting = true;
}

counted_reads::~counted_reads() { counting = false; }

std::vector<std::string> counted_reads::all() const {
    const std::lock_guard lock(mutex);
    return list();
}

}  // namespace dynaco::test
