#pragma once

#include "client/configuration/endpoints.hpp"
#include "identity/machine/machine.hpp"
#include "identity/profile/client_settings.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <memory>

namespace dynaco::detail {

/// What a client is set up with: its options, environment and profile taken together. Made when the client
/// is, which is the moment at which they are read.
struct client_configuration {
    client_options options{};  ///< With the others' word on what was left open, endpoints excepted.
    std::shared_ptr<const identity::settings> settings{};
    identity::client_settings found{};
    endpoint_choice endpoints{};
};

/// Fails with errc::invalid_configuration, invalid_argument.
[[nodiscard]] result<client_configuration> configure(const client_options& given,
                                                     const identity::machine& machine);

/// Asks the services that give credentials, as `completed` options say of proxies and certificate
/// authorities. Their certificates are looked at whatever `verify_tls` says of DynamoDB's: secrets go there.
[[nodiscard]] std::shared_ptr<identity::http_client> http_for_credentials(const client_options& completed,
                                                                          const identity::environment& env);

}  // namespace dynaco::detail
