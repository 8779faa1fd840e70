#include "identity/profile_locations.hpp"

#include "identity/profile_line.hpp"

namespace dynaco::identity {
namespace {

std::string chosen(const std::string& path, std::string_view usual, const environment& env) {
    return expand_home(trimmed(path).empty() ? usual : path, env);
}

}  // namespace

std::string home_folder(const environment& env) {
    std::string home = env("HOME");
    if (home.empty()) home = env("USERPROFILE");
    if (home.empty()) home = env("HOMEDRIVE") + env("HOMEPATH");
    while (home.size() > 1 && home.ends_with('/')) home.pop_back();
    return home;
}

std::string expand_home(std::string_view path, const environment& env) {
    if (path != "~" && !path.starts_with("~/") && !path.starts_with("~\\")) return std::string(path);
    const std::string home = home_folder(env);
    if (home.empty()) return std::string(path);
    const std::string_view rest = path.substr(1);
    return home == "/" && !rest.empty() ? std::string(rest) : home + std::string(rest);
}

profile_locations locate_profile_files(const environment& env) {
    return {.config = chosen(env("AWS_CONFIG_FILE"), "~/.aws/config", env),
            .credentials = chosen(env("AWS_SHARED_CREDENTIALS_FILE"), "~/.aws/credentials", env)};
}

}  // namespace dynaco::identity
