#include "identity/machine/machine.hpp"

#include "identity/machine/http.hpp"
#include "wire/user_agent.hpp"

#include <string>

namespace dynaco::identity {

surroundings machine_surroundings() {
    surroundings around{.env = process_environment(),
                        .files = machine_files(),
                        .processes = machine_processes(),
                        .world = detail::real_effects()};
    const std::string app_id = around.env("AWS_SDK_UA_APP_ID");
    const std::string execution_environment = around.env("AWS_EXECUTION_ENV");
    around.http = machine_http(
        {.ca_file = around.env("AWS_CA_BUNDLE"),
         .user_agent = wire::user_agent({.app_id = app_id, .execution_environment = execution_environment})},
        around.env);
    return around;
}

}  // namespace dynaco::identity
