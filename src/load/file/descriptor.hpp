#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::loading {

/// An open file of the operating system. Closed by the destructor, except standard input and output.
class descriptor {
 public:
    descriptor() noexcept = default;
    descriptor(int number, bool owned) noexcept : number_(number), owned_(owned) {}
    descriptor(descriptor&& other) noexcept
        : number_(std::exchange(other.number_, -1)), owned_(std::exchange(other.owned_, false)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        descriptor old(std::move(*this));
        number_ = std::exchange(other.number_, -1);
        owned_ = std::exchange(other.owned_, false);
        return *this;
    }
    ~descriptor() { close(); }

    [[nodiscard]] int number() const noexcept { return number_; }
    /// Closes the file now. @returns errno, or 0
    int close() noexcept;

 private:
    int number_ = -1;
    bool owned_ = false;
};

/// The state of a file. If two are equal, the file was not changed between them.
struct file_stamp {
    std::uint64_t size = 0;     ///< In bytes.
    std::int64_t modified = 0;  ///< Time of the last change, in nanoseconds since 1970.

    friend bool operator==(const file_stamp&, const file_stamp&) = default;
};

/// A file, or standard input ("-"), that is read from its beginning or from a position. Reading blocks. Not
/// thread-safe.
class input_file {
 public:
    /// @throws error  errc::file_failed: it cannot be opened, or is a folder
    explicit input_file(const std::string& path);

    /// Reads at most `room` bytes. @returns their number; 0 at the end
    /// @throws error  errc::file_failed
    std::size_t read(char* out, std::size_t room);
    /// Moves to a byte of the file. @throws error  errc::file_failed: a pipe has no positions
    void seek(std::uint64_t offset);
    /// The size in bytes; 0 for a pipe.
    [[nodiscard]] std::uint64_t size() const;
    /// The state of the file now; that of a pipe is always the same.
    [[nodiscard]] file_stamp stamp() const;
    /// True if the file has a size and positions.
    [[nodiscard]] bool seekable() const;
    /// The file's name for messages.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
    std::string name_;
    descriptor file_;
};

/// The properties that identify the contents of a file without reading all of it. They are used to refuse to
/// resume with another file.
struct file_identity {
    std::uint64_t size = 0;     ///< In bytes.
    std::int64_t modified = 0;  ///< Time of the last change, in nanoseconds since 1970.
    std::string head{};         ///< Base64 of the MD5 of the first 64 KB.

    friend bool operator==(const file_identity&, const file_identity&) = default;
};
/// Reads the identity of a file. The identity of a pipe is empty. @throws error  errc::file_failed
[[nodiscard]] file_identity identity_of_file(const std::string& path);

/// Reads a whole file of at most `most` bytes. @throws error  errc::file_failed; errc::malformed_file: larger
[[nodiscard]] std::string whole_file(const std::string& path, std::size_t most);

}  // namespace dynaco::loading
