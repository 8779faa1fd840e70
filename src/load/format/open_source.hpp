#pragma once

#include "load/file/blocks.hpp"
#include "load/format/export_manifest.hpp"
#include "load/format/make_decoder.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// A file of a source.
struct source_file {
    std::string path{};
    record_format format = record_format::guess;
    std::optional<export_file> expected{};  ///< The values in the manifest of an S3 export.
    std::uint64_t size = 0;                 ///< Bytes, as stored on the disk. 0: not known.
};

/// The share of a worker.
struct file_share {
    std::uint32_t worker = 0;
    std::uint32_t workers = 1;
};

/// A file that is read: its bytes, decompressed and decoded.
class open_source {
 public:
    /// Opens the file. @throws error  errc::file_failed; errc::malformed_file: its format cannot be guessed
    open_source(const source_file& file, std::uint32_t number, const decoder_settings& settings,
                std::size_t block_size);

    /// Limits reading to the share of a worker: a range of bytes, or the whole file or nothing of it.
    /// @returns false if the worker has no share of the file
    [[nodiscard]] bool limit(const file_share& share);
    /// Continues at a position in the file.
    void start_at(const source_position& start);

    /// The next record; nothing: the file, or the worker's range, is at its end.
    /// @throws error  errc::file_failed; errc::malformed_file, with the file's name
    std::optional<decoded> next();
    [[nodiscard]] source_position position() const;
    /// CSV: the columns, once a record was read.
    [[nodiscard]] std::vector<std::string> columns() const {
        return decoder_ ? decoder_->columns() : std::vector<std::string>();
    }
    /// CSV: the delimiter, once a record was read.
    [[nodiscard]] char delimiter() const noexcept { return decoder_ ? decoder_->delimiter() : '\0'; }
    /// How far the worker's share was read: its bytes before the next record, as stored on the disk. An
    /// estimate if the file is compressed.
    [[nodiscard]] std::uint64_t bytes_read() const noexcept;
    /// The bytes of the worker's share.
    [[nodiscard]] std::uint64_t share_bytes() const noexcept;

 private:
    [[nodiscard]] std::string_view more_bytes();
    [[nodiscard]] std::string_view next_block();
    [[nodiscard]] bool has_share_of(const file_share& share);
    void read_head();
    void move_to(std::uint64_t offset);
    void verify();
    void check_unchanged() const;
    template <class Work>
    auto named(Work work);
    [[nodiscard]] byte_blocks& bytes() noexcept {
        return packed_ ? *packed_ : static_cast<byte_blocks&>(raw_);
    }

    const source_file& file_;
    std::uint32_t number_;
    file_blocks raw_;
    file_stamp opened_;                    // when it was opened
    std::unique_ptr<byte_blocks> packed_;  // decompresses `raw_`
    record_format format_;
    std::unique_ptr<record_decoder> decoder_;
    std::string pending_;      // bytes that precede those of `bytes()`
    std::string held_;         // the block that is decoded, if it was pending
    std::uint64_t begin_ = 0;  // the beginning of the worker's range
    std::uint64_t end_ = std::numeric_limits<std::uint64_t>::max();  // its end
    // A position in the decompressed text, and the position in the file of the bytes that it was made of.
    struct place {
        std::uint64_t text = 0;
        std::uint64_t file = 0;
    };
    place before_{};   // before the last block of decompressed text
    place reached_{};  // after it
    bool has_share_ = true;
    bool last_ = false;
    bool ends_with_line_ = true;  // the text so far
    bool whole_ = true;           // all bytes are read, so that the MD5 can be compared
};

}  // namespace dynaco::loading
