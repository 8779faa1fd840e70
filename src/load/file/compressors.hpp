#pragma once

#include "load/file/output_file.hpp"

#include <memory>

namespace dynaco::loading {

/// Compresses into `to`, which must outlive the result. `flush` ends the gzip member (RFC 1952). Without
/// a write since the last flush, nothing is written.
[[nodiscard]] std::unique_ptr<byte_sink> gzipping(byte_sink& to, int level = 6);
/// Compresses into `to`, which must outlive the result. `flush` ends the zstd frame (RFC 8878).
[[nodiscard]] std::unique_ptr<byte_sink> zstding(byte_sink& to, int level = 3);

/// Collects small writes, so that `to` gets blocks.
class buffered_sink final : public byte_sink {
 public:
    explicit buffered_sink(byte_sink& to, std::size_t block_size = std::size_t{256} << 10)
        : to_(to), most_(block_size) {}

    void write(std::string_view bytes) override {
        if (kept_.size() + bytes.size() > most_) hand_down();
        if (bytes.size() >= most_) return to_.write(bytes);
        kept_ += bytes;
    }
    void flush() override {
        hand_down();
        to_.flush();
    }

 private:
    void hand_down() {
        to_.write(kept_);
        kept_.clear();
    }

    byte_sink& to_;
    std::size_t most_;
    std::string kept_;
};

}  // namespace dynaco::loading
