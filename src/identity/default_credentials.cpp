#include "identity/default_source.hpp"

#include <utility>

namespace dynaco {
namespace {

std::shared_ptr<credentials_provider> found_here(const default_credentials_options& options,
                                                 identity::credentials_scope scope) {
    auto around = identity::machine_surroundings();
    auto world = around.world;
    return identity::refreshing(identity::default_source(options, std::move(around), scope),
                                std::move(world));
}

}  // namespace

std::shared_ptr<credentials_provider> default_credentials(const default_credentials_options& options) {
    return found_here(options, identity::credentials_scope::all_sources);
}

std::shared_ptr<credentials_provider> profile_credentials(std::string name,
                                                          const default_credentials_options& options) {
    default_credentials_options of_profile = options;
    of_profile.profile = std::move(name);
    return found_here(of_profile, identity::credentials_scope::profile_only);
}

}  // namespace dynaco
