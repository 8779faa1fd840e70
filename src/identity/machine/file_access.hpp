#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Access to files, as an argument so that tests can replace it. Thread-safe. Its functions block, because
/// files of the AWS configuration are small and local.
class file_access {
 public:
    file_access() = default;
    file_access(const file_access&) = delete;
    file_access& operator=(const file_access&) = delete;
    virtual ~file_access() = default;

    /// The complete text of a file; nothing if the file does not exist.
    ///
    /// Fails with errc::invalid_configuration: the file cannot be read, is not a regular file (a pipe would
    /// block), or is larger than `max_size`. The detail has the path and the reason.
    [[nodiscard]] virtual result<std::optional<secret>> read(const std::string& path) = 0;
    /// Replaces a file atomically: other processes read the old text or the new one. Only the owner can read
    /// the file (mode 0600). Creates missing folders (mode 0700).
    ///
    /// Fails with errc::invalid_configuration: the file cannot be written.
    [[nodiscard]] virtual result<void> replace(const std::string& path, std::string_view text) = 0;

    static constexpr std::size_t max_size = std::size_t{1} << 20;  ///< Bytes.
};

/// The files of this machine.
[[nodiscard]] std::shared_ptr<file_access> machine_files();

}  // namespace dynaco::identity
