#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Files as an argument. Thread-safe. Blocks: files of the AWS configuration are small and local.
class file_access {
 public:
    file_access() = default;
    file_access(const file_access&) = delete;
    file_access& operator=(const file_access&) = delete;
    virtual ~file_access() = default;

    /// All of a file; nothing if there is none. Fails with errc::invalid_configuration for one that cannot be
    /// read, is no regular file (pipes block) or is larger than `max_size`; the detail names path and reason.
    [[nodiscard]] virtual result<std::optional<secret>> read(const std::string& path) = 0;
    /// Replaces a file in one step, for its owner's eyes only (mode 0600): whoever reads it meanwhile sees
    /// the old text or the new. Makes the folder (0700) if there is none. Fails with
    /// errc::invalid_configuration.
    [[nodiscard]] virtual result<void> replace(const std::string& path, std::string_view text) = 0;

    static constexpr std::size_t max_size = std::size_t{1} << 20;
};

/// The machine's.
[[nodiscard]] std::shared_ptr<file_access> machine_files();

}  // namespace dynaco::identity
