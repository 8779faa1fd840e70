#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// Which role to assume with a token of OpenID Connect (STS AssumeRoleWithWebIdentity). What is empty is
/// taken from the environment when the provider is made.
struct web_identity_options {
    std::string role_arn{};           ///< Else AWS_ROLE_ARN.
    std::string token_file{};         ///< Else AWS_WEB_IDENTITY_TOKEN_FILE; read anew at each load.
    std::string role_session_name{};  ///< Else AWS_ROLE_SESSION_NAME, "dynaco-" and the seconds since 1970.
    std::string region{};             ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role for whoever holds the token (Kubernetes service accounts, GitHub Actions),
/// renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> web_identity_credentials(
    const web_identity_options& options = {});

}  // namespace dynaco
