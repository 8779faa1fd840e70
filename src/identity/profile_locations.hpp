#pragma once

#include "identity/environment.hpp"

#include <string>
#include <string_view>

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

}  // namespace dynaco::identity
