#pragma once

#include "identity/profile/set.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <variant>
#include <vector>

namespace dynaco::identity {

/// The value of `credential_source`: "Environment", "Ec2InstanceMetadata" or "EcsContainer".
struct named_source {
    std::string name{};
};

/// The base of a chain of roles: access keys from the profile, or a source of credentials.
using chain_base = std::variant<credentials, web_identity_options, sso_options, login_options,
                                process_options, named_source>;

/// The base credentials of a profile, and the roles that are assumed with them.
struct profile_chain {
    chain_base base{};
    std::string base_profile{};  ///< The profile that configures the base.
    /// The roles in the order in which they are assumed, each with the credentials of the one before.
    std::vector<assume_role_options> roles{};
};

/// The credentials that the profile `selected` configures.
///
/// In the selected profile, `role_arn` has precedence over access keys. In a `source_profile` of another
/// profile, access keys have precedence. A profile that assumes no role uses the first of:
/// `credential_source`, `web_identity_token_file`, IAM Identity Center (`sso_…`), `login_session`,
/// `credential_process`, access keys. An empty property counts as missing.
///
/// An Identity Center profile may have no account and role: then it provides a token but no credentials, and
/// both are empty in `sso_options`.
///
/// Fails with errc::missing_credentials: the profile "default" does not exist, or the selected profile has no
/// credentials. errc::invalid_configuration: the configuration is not valid. The detail has the profile,
/// file, line and what to do.
[[nodiscard]] result<profile_chain> chain_of_profile(const profile_set& files, const std::string& selected);

}  // namespace dynaco::identity
