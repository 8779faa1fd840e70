#pragma once

#include "identity/profile/set.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <string>
#include <variant>
#include <vector>

namespace dynaco::identity {

/// What `credential_source` names: "Environment", "Ec2InstanceMetadata" or "EcsContainer".
struct named_source {
    std::string name{};
};

/// Where a chain of roles begins: access keys that are written there, or whatever gives some.
using chain_base = std::variant<credentials, web_identity_options, sso_options, login_options,
                                process_options, named_source>;

/// How to get from first credentials to those that are wanted.
struct profile_chain {
    chain_base base{};
    std::string base_profile{};  ///< The section of the shared files that describes the base.
    /// To be assumed one with the credentials of the other, in this order.
    std::vector<assume_role_options> roles{};
};

/// What the profile `selected` says about credentials.
///
/// Its `role_arn` counts before its access keys, and in a profile that is some other's `source_profile` after
/// them. Within a profile that assumes no role, what comes first in this list counts: `credential_source`,
/// `web_identity_token_file`, IAM Identity Center (`sso_…`), `login_session`, `credential_process`, access
/// keys. An empty property counts as left out.
///
/// An Identity Center profile may lack account and role: then it gives tokens and no credentials (and
/// `sso_options` have neither).
///
/// Fails with errc::missing_credentials if there is no such profile as "default" or the selected one says
/// nothing of credentials, errc::invalid_configuration if what it says does not do: each names profile, file,
/// line and the remedy.
[[nodiscard]] result<profile_chain> chain_of_profile(const profile_set& files, const std::string& selected);

}  // namespace dynaco::identity
