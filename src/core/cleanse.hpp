#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>

namespace dynaco::detail {

/// Overwrites memory in a way that the compiler may not remove. Inline: a signature cleanses ten times.
inline void cleanse(void* memory, std::size_t size) noexcept {
    std::memset(memory, 0, size);
    asm volatile("" : : "r"(memory) : "memory");  // somebody might read it
}
inline void cleanse(std::span<unsigned char> bytes) noexcept { cleanse(bytes.data(), bytes.size()); }
inline void cleanse(std::string& text) noexcept { cleanse(text.data(), text.size()); }

/// Cleanses at the end of the scope, whichever way it is left.
struct cleanse_at_exit {
    std::span<unsigned char> bytes;
    explicit cleanse_at_exit(std::span<unsigned char> secret) noexcept : bytes(secret) {}
    cleanse_at_exit(const cleanse_at_exit&) = delete;
    cleanse_at_exit& operator=(const cleanse_at_exit&) = delete;
    ~cleanse_at_exit() { cleanse(bytes); }
};

}  // namespace dynaco::detail
