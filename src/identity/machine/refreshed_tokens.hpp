#pragma once

#include "transport/transport.hpp"

#include <dynaco/types.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace dynaco::identity {

/// The state of cached logins that a process keeps between loads: tokens that it refreshed but could not
/// write to their files (the old tokens may no longer be valid), and the time of the last refresh attempt.
/// Thread-safe.
class refreshed_tokens {
 public:
    /// The current text for the file `path` with the content `read`: the refreshed text if it was made from
    /// this content, otherwise `read`. If the file has changed, there was a new login, and `read` is
    /// returned.
    [[nodiscard]] secret current(const std::string& path, const secret& read) const;
    /// Remembers `text`, which could not be written to `path`. `read` is the current content of the file.
    void keep(const std::string& path, secret read, secret text);

    /// The time of the last attempt to refresh the token of `path`; nothing if there was none.
    [[nodiscard]] std::optional<transport::steady_time> tried(const std::string& path) const;
    void set_tried(const std::string& path, transport::steady_time when);

 private:
    struct entry {
        secret read{};
        secret text{};
        std::optional<transport::steady_time> tried{};
    };

    mutable std::mutex mutex_;
    std::map<std::string, entry> entries_;
};

}  // namespace dynaco::identity
