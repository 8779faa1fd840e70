#pragma once

#include "client/configuration/endpoints.hpp"
#include "identity/machine/machine.hpp"
#include "identity/profile/client_settings.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <memory>

namespace dynaco::detail {

/// The configuration of a client: its options, environment and profile together. They are read when the
/// client is made.
struct client_configuration {
    client_options options{};  ///< Unset options are filled from environment and profile, except endpoints.
    std::shared_ptr<const identity::settings> settings{};
    identity::client_settings found{};
    endpoint_choice endpoints{};
};

/// Fails with errc::invalid_configuration, invalid_argument.
[[nodiscard]] result<client_configuration> configure(const client_options& given,
                                                     const identity::surroundings& around);

/// Returns the HTTP client for requests for credentials. It uses the proxies and certificate authorities of
/// `completed`. It always verifies certificates, because secrets are sent: `verify_tls` has no effect on it.
[[nodiscard]] std::shared_ptr<identity::http_client> http_for_credentials(const client_options& completed,
                                                                          const identity::environment& env);

}  // namespace dynaco::detail
