#pragma once

#include <map>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// One section of the shared files.
struct profile_section {
    /// By their names in lower case; sub-properties ("s3 =" with indented lines below) are one value, each
    /// line of which is "\nname = value".
    std::map<std::string, std::string, std::less<>> properties{};
    std::string file{};  ///< Where it begins, for messages.
    int line = 0;

    /// The value of a property, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const {
        const auto at = properties.find(name);
        return at == properties.end() ? nullptr : &at->second;
    }
};

/// The shared config and credentials files, merged. Holds secrets.
struct profile_set {
    using sections = std::map<std::string, profile_section, std::less<>>;

    sections profiles{};
    sections sso_sessions{};
    sections services{};
    std::string config_path{};       ///< Where the files are, or would be.
    std::string credentials_path{};  ///< "~" is expanded.

    profile_set() = default;
    profile_set(const profile_set&) = delete;
    profile_set& operator=(const profile_set&) = delete;
    profile_set(profile_set&&) = default;
    profile_set& operator=(profile_set&&) = default;
    ~profile_set();  ///< Overwrites all values.
};

}  // namespace dynaco::identity
