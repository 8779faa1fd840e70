#include "identity/profile_set.hpp"

#include <dynaco/core/secret.hpp>

#include <utility>

namespace dynaco::identity {
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
