#include "identity/container_source.hpp"
#include "identity/surroundings.hpp"

#include <dynaco/identity/container_credentials.hpp>

namespace dynaco {

// The shared files have no say in this.
std::shared_ptr<credentials_provider> container_credentials() {
    const identity::surroundings around = identity::machine_surroundings();
    const auto configured = std::make_shared<const identity::settings>(
        around.env, std::make_shared<const identity::profile_set>(), std::string());
    return identity::refreshing(identity::container_source(configured, around), around.world);
}

}  // namespace dynaco
