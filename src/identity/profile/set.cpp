#include "identity/profile/set.hpp"

#include "identity/profile/file.hpp"

#include <dynaco/types.hpp>

#include <utility>

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

namespace {

void wipe(profile_set::sections& all) noexcept {
    for (auto& [name, section] : all)
        for (auto& [key, value] : section.properties) const secret dying(std::move(value));
}

}  // namespace

profile_set& profile_set::operator=(profile_set&& other) noexcept {
    if (this == &other) return *this;
    profile_set old(std::move(*this));
    profiles = std::move(other.profiles);
    sso_sessions = std::move(other.sso_sessions);
    services = std::move(other.services);
    ignored = std::move(other.ignored);
    config_path = std::move(other.config_path);
    credentials_path = std::move(other.credentials_path);
    return *this;
}

profile_set::~profile_set() {
    wipe(profiles);
    wipe(sso_sessions);
    wipe(services);
}

}  // namespace dynaco::identity
