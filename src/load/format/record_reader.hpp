#pragma once

#include "load/format/open_source.hpp"

#include <dynaco/load/sources.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::loading {

/// Reads files one after the other: the implementation of `record_source`.
class record_reader {
 public:
    record_reader(const std::vector<std::string>& paths, const source_options& options);

    std::optional<decoded> next();
    /// A record that was read and not used. `text` keeps the bytes of its `load_record::item`.
    struct unused_record {
        decoded record{};
        std::string text{};
    };
    /// Returns records to the reader, in their order: `next` returns them again.
    void put_back(std::vector<unused_record> records);
    [[nodiscard]] source_position position() const;
    [[nodiscard]] const std::vector<source_file>& files() const noexcept { return files_; }
    [[nodiscard]] std::uint64_t total_bytes() const noexcept { return total_; }
    [[nodiscard]] std::uint64_t bytes_read() const noexcept {
        return read_ + (open_ ? open_->bytes_read() : 0);
    }
    [[nodiscard]] std::string identity() const;
    /// The columns of the CSV file that was opened last.
    [[nodiscard]] std::vector<std::string> columns() const { return open_ ? open_->columns() : columns_; }
    /// The delimiter of the CSV file that was opened last.
    [[nodiscard]] char delimiter() const noexcept { return open_ ? open_->delimiter() : delimiter_; }

 private:
    void add(const std::string& path, record_format format);
    bool open_next();
    void close();

    decoder_settings settings_;
    file_share share_;
    std::size_t block_size_;
    std::optional<source_position> start_;
    std::vector<source_file> files_;
    std::uint32_t next_file_ = 0;
    std::optional<open_source> open_;
    std::vector<std::string> columns_;  // the columns of the file that was closed last
    char delimiter_ = 0;                // its delimiter
    std::uint64_t total_ = 0;
    std::uint64_t read_ = 0;  // the bytes of the files that are closed
    std::deque<unused_record> unused_{};
    unused_record current_{};  // the last of them that was returned
};

}  // namespace dynaco::loading
