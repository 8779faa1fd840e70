#pragma once

#include "transport/transport.hpp"

#include <dynaco/types.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace dynaco::identity {

/// What a process must remember of cached logins between loads: tokens that it refreshed and could not write
/// into their files (the old ones may be void), and when it last tried. Thread-safe.
class refreshed_tokens {
 public:
    /// The text of the file `path`, which was read now: a refreshed one, if it was made for just this text.
    /// A file that has changed since counts itself: there was a new login.
    [[nodiscard]] secret current(const std::string& path, const secret& read) const;
    /// `text` is what `path`, which holds `read`, should hold and does not.
    void keep(const std::string& path, secret read, secret text);

    /// When the token of `path` was last tried to refresh.
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
