#include "identity/configured_source.hpp"
#include "identity/sso_source.hpp"

#include <dynaco/identity/sso_credentials.hpp>

namespace dynaco {

std::shared_ptr<credentials_provider> sso_credentials(const sso_options& options) {
    using namespace identity;
    const surroundings around = machine_surroundings();
    const auto make = [options,
                       around](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
        return sso_source(options, configured, around);
    };
    return refreshing(configured_source(around, {}, make), around.world);
}

}  // namespace dynaco
