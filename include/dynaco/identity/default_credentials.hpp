#pragma once

#include <dynaco/identity/assume_role_credentials.hpp>
#include <dynaco/identity/credentials.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// How to look for credentials.
struct default_credentials_options {
    /// Of the shared config and credentials files; then the environment's access keys do not count. Else
    /// AWS_PROFILE, else "default".
    std::string profile{};
    /// Of STS, for roles; else the region of the environment or profile.
    std::string region{};
    /// Asked for the code of a multi-factor device where a profile has an `mfa_serial`, each time that the
    /// role is assumed. Without it such a profile is an error.
    mfa_code_source mfa{};
};

/// The credentials that the AWS CLI and SDKs would use here. What is configured first in this list counts:
///
/// 1. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
/// 2. the profile: a role, a web identity, IAM Identity Center (`aws sso login`), `aws login`, a program, or
///    access keys,
/// 3. AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN (Kubernetes service accounts),
/// 4. the container: an ECS task's role, EKS Pod Identity,
/// 5. the EC2 instance's role, unless AWS_EC2_METADATA_DISABLED is true.
///
/// One that is configured and fails is an error, no reason to ask the next. The environment is read when the
/// provider is made; the shared files, whenever credentials are loaded: first when they are needed, then
/// before they expire. errc::missing_credentials says of each source why it has none.
[[nodiscard]] std::shared_ptr<credentials_provider> default_credentials(
    const default_credentials_options& options = {});

/// The credentials of a profile of the shared config and credentials files, and of nothing else; empty:
/// AWS_PROFILE, else "default". `options.profile` does not count.
[[nodiscard]] std::shared_ptr<credentials_provider> profile_credentials(
    std::string name, const default_credentials_options& options = {});

}  // namespace dynaco
