#include "identity/configured_source.hpp"
#include "identity/instance_source.hpp"
#include "identity/surroundings.hpp"

#include <dynaco/identity/instance_credentials.hpp>

namespace dynaco {

std::shared_ptr<credentials_provider> instance_credentials(const instance_options& options) {
    const identity::surroundings around = identity::machine_surroundings();
    const auto make = [options, around](const std::shared_ptr<const identity::settings>& configured)
        -> result<std::shared_ptr<identity::credentials_source>> {
        return identity::instance_source(options, configured, around);
    };
    return identity::refreshing(identity::configured_source(around, {}, make), around.world);
}

}  // namespace dynaco
