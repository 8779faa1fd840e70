#pragma once

#include "load/file/descriptor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// Takes bytes in order.
class byte_sink {
 public:
    byte_sink() = default;
    byte_sink(byte_sink&&) = default;
    byte_sink& operator=(byte_sink&&) = default;
    virtual ~byte_sink() = default;

    /// Writes all bytes, or keeps them to write them later. @throws error  errc::file_failed
    virtual void write(std::string_view bytes) = 0;
    /// Passes everything on, so that a reader of the bytes so far has all of the text. A compressor ends its
    /// member or frame; the next byte begins another.
    virtual void flush() = 0;
};

/// The bytes of an earlier run with which a file begins.
struct kept_bytes {
    std::uint64_t size = 0;                ///< Their number; 0: nothing is kept.
    std::optional<std::uint32_t> crc32{};  ///< Their CRC-32, if it is known.
};

/// A file that is written. Writing blocks. Not thread-safe.
///
/// A file has the name "<path>.part" until `commit` renames it: a reader sees the whole file or none. If the
/// object is destroyed before, the part stays, so that writing can be resumed.
class output_file final : public byte_sink {
 public:
    /// Writes `path` from its beginning, or after the bytes in `keep`, which an earlier run has synced; what
    /// follows them is cut off. "-" is standard output. A symbolic link stays: the file that it names is
    /// replaced, and the new one has its permissions. A pipe or a device is written directly: it has no part,
    /// and nothing of it can be kept.
    /// @throws error  errc::file_failed: it cannot be written, or another process writes its part.
    /// errc::malformed_file: it does not have the bytes in `keep`
    [[nodiscard]] static output_file durable(const std::string& path, const kept_bytes& keep = {});

    void write(std::string_view bytes) override;
    void flush() override {}
    /// Returns when the disk has the bytes (fsync). Standard output is not synced.
    /// @throws error  errc::file_failed
    void sync();
    /// Syncs, closes and renames the file, and syncs its folder, so that the name survives a power failure.
    /// Only syncs and closes a pipe or a device.
    /// @throws error  errc::file_failed
    void commit();
    /// Closes and deletes a file that was not committed.
    void discard() noexcept;
    /// The number of bytes in the file.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// The CRC-32 of these bytes. Of a pipe or a device: of those that this object has written.
    [[nodiscard]] std::uint32_t crc32() const noexcept { return crc32_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
    output_file(std::string path, std::string written, std::string name);
    void open(int flags);
    void lock();
    void keep_only(const kept_bytes& keep);
    void read_kept(const kept_bytes& keep);
    void keep_permissions_of(const std::string& replaced);

    std::string path_;     // the final path
    std::string written_;  // the path that is open
    std::string name_;
    descriptor file_;
    std::uint64_t size_ = 0;
    std::uint32_t crc32_ = 0;
};

/// Replaces the contents of a file durably: a crash leaves the old or the new contents.
/// @throws error  errc::file_failed
void write_whole_file(const std::string& path, std::string_view text);

/// Makes a folder and those above it; existing ones are kept. @throws error  errc::file_failed
void make_folders(const std::string& path);

}  // namespace dynaco::loading
