#pragma once

#include "identity/environment.hpp"
#include "identity/http_client.hpp"

#include <memory>
#include <string>

namespace dynaco::identity {

/// How requests to services that give credentials are sent.
struct machine_http_options {
    std::string ca_file{};  ///< PEM, trusted instead of the system's CAs. Read when TLS is first needed.
    bool verify_tls = true;
    std::string proxy{};       ///< As `resolve_proxy` has it: empty: the environment's; "none": none.
    std::string user_agent{};  ///< Empty: that of a client without settings.
};

/// Sends requests over the network, each on a connection of its own. `env` is asked for proxies now, and not
/// kept.
[[nodiscard]] std::shared_ptr<http_client> machine_http(machine_http_options options, const environment& env);

}  // namespace dynaco::identity
