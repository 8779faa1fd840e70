#pragma once

#include "identity/profile/chain.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// A source of credentials that was skipped because it is not configured.
struct skipped_source {
    std::string name{};  ///< "environment", "profile \"default\"".
    std::string why{};   ///< "AWS_ACCESS_KEY_ID is not set".
};

/// The text that AWS's SDKs also use for a source that is not configured.
inline constexpr std::string_view not_enabled = "the credential provider was not enabled";

/// The source of credentials that the settings choose.
struct credentials_plan {
    std::optional<profile_chain> chosen{};  ///< Empty: no source is configured.
    std::string name{};                     ///< The name of the chosen source.
    std::string why{};                      ///< "AWS_ACCESS_KEY_ID is set"; empty: no other source was left.
    std::vector<skipped_source> skipped{};  ///< The sources before the chosen one, in order.

    /// Whether the credentials are those of an EC2 instance, or of roles that are assumed with them.
    [[nodiscard]] bool asks_instance() const;
    /// The skipped sources as text: "environment: AWS_ACCESS_KEY_ID is not set; profile …".
    [[nodiscard]] std::string skipped_text() const;
};

/// Chooses the first configured source of: the environment's keys (unless a profile was chosen in code), the
/// profile, the environment's web identity, the container, instance metadata (unless
/// AWS_EC2_METADATA_DISABLED is true).
///
/// Later sources are not tried if the first configured one is unusable.
///
/// Fails with errc::invalid_configuration: the configuration of that source is not valid.
[[nodiscard]] result<credentials_plan> plan_credentials(const settings& configured);

/// Chooses the profile if it has credentials; otherwise nothing is chosen.
///
/// Fails with errc::invalid_configuration: the profile is not valid.
[[nodiscard]] result<credentials_plan> plan_profile_credentials(const settings& configured);

/// Chooses the environment's keys if they are set; otherwise nothing is chosen. Does not need the shared
/// files.
///
/// Fails with the errors of `keys_in_environment`.
[[nodiscard]] result<credentials_plan> plan_environment_credentials(const environment& env);

/// The credentials in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ACCOUNT_ID and
/// AWS_CREDENTIAL_EXPIRATION; nothing if neither key is set.
///
/// Fails with errc::invalid_configuration: one key is set without the other, or the expiration is not a
/// time; the detail names the variable.
[[nodiscard]] result<std::optional<credentials>> keys_in_environment(const environment& env);

}  // namespace dynaco::identity
