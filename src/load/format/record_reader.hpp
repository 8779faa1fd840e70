#pragma once

#include "load/format/open_source.hpp"

#include <dynaco/load/sources.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::loading {

/// Reads files one after the other: what `record_source` is made of.
class record_reader {
 public:
    record_reader(const std::vector<std::string>& paths, const source_options& options);

    std::optional<decoded> next();
    [[nodiscard]] source_position position() const;
    [[nodiscard]] const std::vector<source_file>& files() const noexcept { return files_; }
    [[nodiscard]] std::uint64_t total_bytes() const noexcept { return total_; }
    [[nodiscard]] std::uint64_t bytes_read() const noexcept {
        return read_ + (open_ ? open_->bytes_read() : 0);
    }
    [[nodiscard]] std::string identity() const;

 private:
    void add(const std::string& path, record_format format);
    bool open_next();
    void close() noexcept;

    decoder_settings settings_;
    file_share share_;
    std::size_t block_size_;
    std::optional<source_position> start_;
    std::vector<source_file> files_;
    std::uint32_t next_file_ = 0;
    std::optional<open_source> open_;
    std::uint64_t total_ = 0;
    std::uint64_t read_ = 0;  // of the files that are closed
};

}  // namespace dynaco::loading
