#include "identity/configured_source.hpp"
#include "identity/login_source.hpp"

#include <dynaco/identity/login_credentials.hpp>

namespace dynaco {

std::shared_ptr<credentials_provider> login_credentials(const login_options& options) {
    using namespace identity;
    const surroundings around = machine_surroundings();
    const auto make = [options,
                       around](const auto& configured) -> result<std::shared_ptr<credentials_source>> {
        return login_source(options, configured, around);
    };
    return refreshing(configured_source(around, options.profile, make), around.world);
}

}  // namespace dynaco
