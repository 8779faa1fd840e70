#pragma once

#include "client/configuration/endpoints.hpp"
#include "identity/machine/machine.hpp"
#include "identity/profile/client_settings.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <memory>

namespace dynaco::detail {

/// Options, environment and profile of a client, resolved once: when the client is made.
/// `explain_credentials` reports the same values.
struct resolved_client {
    client_options options{};  ///< Unset options are filled from environment and profile, except endpoints.
    std::shared_ptr<const identity::settings> settings{};
    identity::client_settings found{};
    endpoint_choice endpoints{};
    /// Gets the region from the instance metadata, together with the credentials. Null: the region is
    /// configured, or credentials do not come from an instance.
    std::shared_ptr<identity::late_region> late_region{};
};

/// Fails with errc::invalid_configuration, invalid_argument.
[[nodiscard]] result<resolved_client> resolve_client(const client_options& given,
                                                     const identity::machine& machine);

/// A source that loads from `source`. If the region is not configured, it is read with the first credentials.
[[nodiscard]] std::shared_ptr<identity::credentials_source> with_late_region(
    std::shared_ptr<identity::credentials_source> source, const resolved_client& c,
    const identity::machine& machine);

/// HTTP to the services that return credentials, with the proxy and the certificate authorities of the
/// `completed` options. Always verifies certificates, even if `verify_tls` is false, because secrets are sent
/// to these services.
[[nodiscard]] std::shared_ptr<identity::http_client> http_for_credentials(const client_options& completed,
                                                                          const identity::environment& env);

}  // namespace dynaco::detail
