#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// Functions that all targets share. A target is a file with this function; libFuzzer or replay.cpp calls it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace dynaco::fuzz {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline void print_escaped(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && c != '\\')
            std::fputc(c, stderr);
        else
            std::fprintf(stderr, "\\x%02x", static_cast<unsigned>(byte));
    }
    std::fputc('\n', stderr);
}

/// Aborts, which libFuzzer and `meson test` report, unless `holds`.
inline void check(bool holds, const char* claim, std::string_view input) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\ninput: ", claim);
    print_escaped(input);
    std::abort();
}

}  // namespace dynaco::fuzz
