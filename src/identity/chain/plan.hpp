#pragma once

#include "identity/profile/chain.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::identity {

/// A source of credentials that was asked and has nothing configured.
struct skipped_source {
    std::string name{};  ///< "environment", "profile \"default\"".
    std::string why{};   ///< "AWS_ACCESS_KEY_ID is not set".
};

/// What AWS's SDKs say, too, of a source that has no answer.
inline constexpr std::string_view not_enabled = "the credential provider was not enabled";

/// Where credentials come from, as far as settings tell.
struct credentials_plan {
    std::optional<profile_chain> chosen{};  ///< Nothing: no source is configured.
    std::string name{};                     ///< Of the source that was chosen.
    std::string why{};                      ///< "AWS_ACCESS_KEY_ID is set"; empty: nothing else was left.
    std::vector<skipped_source> skipped{};  ///< Those before it, in the order of asking.

    /// Whether credentials are those of an EC2 instance, or of roles that are assumed with them.
    [[nodiscard]] bool asks_instance() const;
    /// "environment: AWS_ACCESS_KEY_ID is not set; profile …": the sources that were skipped.
    [[nodiscard]] std::string skipped_text() const;
};

/// Chooses the first of: the environment's keys (unless a profile was chosen in code), the profile, the
/// environment's web identity, the container, instance metadata (unless AWS_EC2_METADATA_DISABLED is true).
///
/// The first that is configured is it: errc::invalid_configuration if what is configured does not do.
[[nodiscard]] result<credentials_plan> plan_credentials(const settings& configured);

/// Chooses the profile, or nothing.
[[nodiscard]] result<credentials_plan> plan_profile_credentials(const settings& configured);

/// Chooses the environment's keys, or nothing: what needs no file to be read.
[[nodiscard]] result<credentials_plan> plan_environment_credentials(const environment& env);

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ACCOUNT_ID and
/// AWS_CREDENTIAL_EXPIRATION; nothing if neither key is set. errc::invalid_configuration names the variable
/// that is missing or unreadable.
[[nodiscard]] result<std::optional<credentials>> keys_in_environment(const environment& env);

}  // namespace dynaco::identity
