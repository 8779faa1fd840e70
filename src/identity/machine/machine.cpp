#include "identity/machine/machine.hpp"

#include "identity/machine/http.hpp"
#include "wire/user_agent.hpp"

#include <string>

namespace dynaco::identity {

machine this_machine() {
    machine machine{.env = process_environment(),
                    .files = machine_files(),
                    .processes = machine_processes(),
                    .world = detail::real_effects()};
    const std::string app_id = machine.env("AWS_SDK_UA_APP_ID");
    const std::string execution_environment = machine.env("AWS_EXECUTION_ENV");
    machine.http = machine_http(
        {.ca_file = machine.env("AWS_CA_BUNDLE"),
         .user_agent = wire::user_agent({.app_id = app_id, .execution_environment = execution_environment})},
        machine.env);
    return machine;
}

}  // namespace dynaco::identity
