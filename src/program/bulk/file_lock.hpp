#pragma once

#include <string>
#include <utility>

namespace dynaco::program {

/// A file that this process has locked against other processes of dynaco (flock). The lock ends with the
/// object or with the process. On a file system without locks, nothing is locked.
class file_lock {
 public:
    file_lock() noexcept = default;
    file_lock(file_lock&& other) noexcept;
    file_lock& operator=(file_lock&& other) noexcept;
    /// Removes a file that was made by `beside`, or as `remove_at_end` says, and unlocks it.
    ~file_lock();

    /// Locks a file by another one that is made beside it, "FILE.lock", because `path` itself is replaced
    /// while it is in use or does not exist yet. Does nothing if the folder cannot be written.
    /// @param advice  what to do if it is in use: "wait until it has ended"
    /// @throws error  errc::file_failed: another process uses it; the text has its number
    [[nodiscard]] static file_lock beside(const std::string& path, const std::string& advice);
    /// Opens a file for writing, makes it if it does not exist, and locks it. Only for regular files.
    /// @throws error  errc::file_failed: another process uses it. output_failed: it cannot be opened
    [[nodiscard]] static file_lock of(const std::string& path, const std::string& advice);

    /// The descriptor of the open file; -1: nothing is open.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    /// True if `of` has made the file.
    [[nodiscard]] bool is_new() const noexcept { return is_new_; }
    /// Whether the file is removed at the end.
    void remove_at_end(bool removed) noexcept { removes_ = removed; }

 private:
    [[nodiscard]] bool open(int flags, const std::string& shown, const std::string& advice);
    [[nodiscard]] bool is_still_named() const noexcept;
    void close() noexcept;

    std::string path_{};
    int descriptor_ = -1;
    bool is_new_ = false;
    bool removes_ = false;
};

}  // namespace dynaco::program
