#pragma once

#include "identity/machine/environment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// The user's home folder, without a slash at its end: HOME, otherwise USERPROFILE, otherwise HOMEDRIVE and
/// HOMEPATH. Empty if none is set.
[[nodiscard]] std::string home_folder(const environment& env);

/// Replaces "~" at the beginning of a path ("~", "~/x") by the home folder. Other paths are not changed, and
/// no path is changed if the home folder is not known.
[[nodiscard]] std::string expand_home(std::string_view path, const environment& env);

/// The paths of the shared files.
struct profile_locations {
    std::string config{};       ///< AWS_CONFIG_FILE, else ~/.aws/config.
    std::string credentials{};  ///< AWS_SHARED_CREDENTIALS_FILE, else ~/.aws/credentials.
};
/// The paths of the shared files in an environment, with "~" expanded.
[[nodiscard]] profile_locations locate_profile_files(const environment& env);

/// One section of the shared files.
struct profile_section {
    /// Values by name in lower case. Sub-properties ("s3 =" with indented lines below) are one value, in
    /// which each line is "\nname = value".
    std::map<std::string, std::string, std::less<>> properties{};
    std::string file{};  ///< The file and line that the section begins at, for error texts.
    int line = 0;
    /// The files of properties that are not from `file`, by property name.
    std::map<std::string, std::string, std::less<>> other_files{};

    /// The value of a property; null if it is missing.
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

/// An ignored part of a file: a section that does not belong there, or an invalid name.
struct ignored_part {
    std::string section{};  ///< The text between the brackets; empty: a property.
    std::string file{};
    int line = 0;
    std::string reason{};
};

/// The merged config and credentials files. Contains secrets.
struct profile_set {
    using sections = std::map<std::string, profile_section, std::less<>>;

    sections profiles{};
    sections sso_sessions{};
    sections services{};
    std::vector<ignored_part> ignored{};
    std::string config_path{};       ///< The path of the file, even if it does not exist.
    std::string credentials_path{};  ///< In both paths "~" is expanded.

    profile_set() = default;
    profile_set(const profile_set&) = delete;
    profile_set& operator=(const profile_set&) = delete;
    profile_set(profile_set&&) noexcept = default;
    profile_set& operator=(profile_set&&) noexcept;  ///< Overwrites the old values.
    ~profile_set();                                  ///< Overwrites all values.
};

}  // namespace dynaco::identity
