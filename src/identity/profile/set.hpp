#pragma once

#include "identity/machine/environment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// The user's own folder: HOME, else USERPROFILE, else HOMEDRIVE and HOMEPATH, without a slash at its end;
/// empty if the environment does not say.
[[nodiscard]] std::string home_folder(const environment& env);

/// A path whose "~" in front ("~", "~/x") stands for the user's own folder, written out; others, and all
/// without such a folder, stay as they are.
[[nodiscard]] std::string expand_home(std::string_view path, const environment& env);

/// Where the shared files are.
struct profile_locations {
    std::string config{};       ///< AWS_CONFIG_FILE, else ~/.aws/config.
    std::string credentials{};  ///< AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials.
};
[[nodiscard]] profile_locations locate_profile_files(const environment& env);

/// One section of the shared files.
struct profile_section {
    /// By their names in lower case; sub-properties ("s3 =" with indented lines below) are one value, each
    /// line of which is "\nname = value".
    std::map<std::string, std::string, std::less<>> properties{};
    std::string file{};  ///< Where it begins, for messages.
    int line = 0;
    /// The properties that come from another file, and which.
    std::map<std::string, std::string, std::less<>> other_files{};

    /// The value of a property, or null.
    [[nodiscard]] const std::string* find(std::string_view name) const {
        const auto at = properties.find(name);
        return at == properties.end() ? nullptr : &at->second;
    }
    /// The file that a property comes from.
    [[nodiscard]] const std::string& file_of(std::string_view name) const {
        const auto at = other_files.find(name);
        return at == other_files.end() ? file : at->second;
    }
};

/// A part of a file that means nothing there: a section of another kind, a name that is not valid.
struct ignored_part {
    std::string section{};  ///< As it is written, without the brackets; empty: a property.
    std::string file{};
    int line = 0;
    std::string reason{};
};

/// The shared config and credentials files, merged. Holds secrets.
struct profile_set {
    using sections = std::map<std::string, profile_section, std::less<>>;

    sections profiles{};
    sections sso_sessions{};
    sections services{};
    std::vector<ignored_part> ignored{};
    std::string config_path{};       ///< Where the files are, or would be.
    std::string credentials_path{};  ///< "~" is expanded.

    profile_set() = default;
    profile_set(const profile_set&) = delete;
    profile_set& operator=(const profile_set&) = delete;
    profile_set(profile_set&&) noexcept = default;
    profile_set& operator=(profile_set&&) noexcept;  ///< Overwrites the values that it had.
    ~profile_set();                                  ///< Overwrites all values.
};

}  // namespace dynaco::identity
