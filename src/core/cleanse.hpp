#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string>

namespace dynaco::detail {

/// Overwrites memory with zeros; the compiler cannot optimise this away. Inline, because one signature needs
/// ten calls.
inline void cleanse(void* memory, std::size_t size) noexcept {
    std::memset(memory, 0, size);
    asm volatile("" : : "r"(memory) : "memory");  // the compiler must assume that this reads it
}
inline void cleanse(std::span<unsigned char> bytes) noexcept { cleanse(bytes.data(), bytes.size()); }
inline void cleanse(std::string& text) noexcept { cleanse(text.data(), text.size()); }

/// Overwrites the given bytes with zeros in its destructor.
struct cleanse_at_exit {
    std::span<unsigned char> bytes;
    explicit cleanse_at_exit(std::span<unsigned char> secret) noexcept : bytes(secret) {}
    cleanse_at_exit(const cleanse_at_exit&) = delete;
    cleanse_at_exit& operator=(const cleanse_at_exit&) = delete;
    ~cleanse_at_exit() { cleanse(bytes); }
};

}  // namespace dynaco::detail
