#include "identity/process_source.hpp"
#include "identity/surroundings.hpp"

#include <dynaco/identity/process_credentials.hpp>

namespace dynaco {

std::shared_ptr<credentials_provider> process_credentials(const process_options& options) {
    const identity::surroundings around = identity::machine_surroundings();
    return identity::refreshing(identity::process_source(options, around), around.world);
}

}  // namespace dynaco
