#pragma once

#include "load/file/compressors.hpp"

#include <string>
#include <string_view>

namespace dynaco::test {

/// Keeps the bytes.
class string_sink final : public loading::byte_sink {
 public:
    void write(std::string_view bytes) override { text += bytes; }
    void flush() override {}

    std::string text{};
};

inline std::string gzipped(std::string_view plain) {
    string_sink out;
    const auto gzip = loading::gzipping(out);
    gzip->write(plain);
    gzip->flush();
    return out.text;
}

inline std::string zstded(std::string_view plain) {
    string_sink out;
    const auto zstd = loading::zstding(out);
    zstd->write(plain);
    zstd->flush();
    return out.text;
}

}  // namespace dynaco::test
