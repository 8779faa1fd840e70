#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// Which role to assume with a token of OpenID Connect (STS AssumeRoleWithWebIdentity). What is empty is
/// taken from the environment as it is when the provider is made, else from the profile.
struct web_identity_options {
    std::string role_arn{};    ///< Else AWS_ROLE_ARN, `role_arn`.
    std::string token_file{};  ///< Else AWS_WEB_IDENTITY_TOKEN_FILE, `web_identity_token_file`.
    /// Else AWS_ROLE_SESSION_NAME, `role_session_name`, "dynaco-" and the seconds since 1970.
    std::string role_session_name{};
    std::string region{};  ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role for whoever holds the token (Kubernetes service accounts, GitHub Actions),
/// renewed before they expire. The file is read anew at each load, since whoever mounts it replaces it.
///
/// Calls fail with errc::missing_credentials if no role or file is configured, credentials_failed if the file
/// is not there or STS refuses the token (the text says what to change), invalid_configuration,
/// missing_region; and as connections do.
[[nodiscard]] std::shared_ptr<credentials_provider> web_identity_credentials(
    const web_identity_options& options = {});

}  // namespace dynaco
