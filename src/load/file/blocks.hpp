#pragma once

#include "load/file/descriptor.hpp"
#include "load/file/md5.hpp"

#include <dynaco/load/compression.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::loading {

inline constexpr std::size_t default_block_size = std::size_t{256} << 10;

/// Bytes in blocks.
class byte_blocks {
 public:
    byte_blocks() = default;
    byte_blocks(const byte_blocks&) = delete;
    byte_blocks& operator=(const byte_blocks&) = delete;
    virtual ~byte_blocks() = default;

    /// The next block, which is valid until the next call; empty at the end.
    /// @throws error  errc::file_failed; errc::malformed_file: the compressed data is damaged or cut off
    virtual std::string_view next() = 0;
    /// The position in the file after the bytes that the blocks so far were made of.
    [[nodiscard]] virtual std::uint64_t position() const noexcept = 0;
};

/// The bytes of a file as they are. Blocks: a read waits for one block at most.
class file_blocks final : public byte_blocks {
 public:
    explicit file_blocks(input_file file, std::size_t block_size = default_block_size);

    std::string_view next() override;
    /// Also computes the MD5 of all bytes. Call it before the first block.
    void compute_md5() { md5_.emplace(); }
    /// The MD5 of the bytes read so far, as base64; needs `compute_md5`.
    [[nodiscard]] std::string md5() const { return md5_->base64(); }
    [[nodiscard]] const input_file& file() const noexcept { return file_; }
    /// Moves to a byte of the file. Peeked bytes are forgotten. @throws error  errc::file_failed
    void seek(std::uint64_t offset);
    [[nodiscard]] std::uint64_t position() const noexcept override { return position_; }
    /// The file's first bytes, at least `count` unless the file is shorter. They are part of the next block.
    std::string_view peek(std::size_t count);

 private:
    input_file file_;
    std::string buffer_;
    std::size_t peeked_ = 0;
    std::uint64_t position_ = 0;
    std::optional<md5_digest> md5_;
};

/// Finds the compression from the first bytes, never from the name.
[[nodiscard]] compression compression_of(std::string_view head) noexcept;

/// The kind of a file that is never text of records, from its first bytes: "compressed with xz". Empty: it
/// may be records.
[[nodiscard]] std::string_view foreign_kind_of(std::string_view head) noexcept;

/// Decompresses `raw`, which must outlive the result. Joined gzip members and zstd frames are one text.
/// `name` is for messages. Fails with errc::malformed_file, after all bytes before the damage, if the data is
/// damaged, cut off or followed by other bytes.
[[nodiscard]] std::unique_ptr<byte_blocks> gunzipped(byte_blocks& raw, std::string name,
                                                     std::size_t block_size = default_block_size);
[[nodiscard]] std::unique_ptr<byte_blocks> unzstded(byte_blocks& raw, std::string name,
                                                    std::size_t block_size = default_block_size);

}  // namespace dynaco::loading
