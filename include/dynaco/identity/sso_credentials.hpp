#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// Which role of which account to use as a user of IAM Identity Center who has logged in (`aws sso login`).
struct sso_options {
    std::string session{};     ///< Name of the `sso-session` section; empty: the older kind of profile.
    std::string start_url{};   ///< "https://example.awsapps.com/start"
    std::string region{};      ///< Of IAM Identity Center.
    std::string account_id{};  ///< 12 digits.
    std::string role_name{};
    std::string profile{};  ///< For messages, without a session: what to log in with; else the selected one.
};

/// The role's credentials, renewed before they expire. The login itself is renewed where it belongs to a
/// session; if it has expired, a call fails with errc::credentials_expired, which says what to run.
[[nodiscard]] std::shared_ptr<credentials_provider> sso_credentials(const sso_options& options);

}  // namespace dynaco
