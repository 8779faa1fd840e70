#pragma once

#include <dynaco/identity/credentials.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace dynaco {

/// Asks a person for the six digits of a multi-factor device, whose serial number or ARN it is given.
///
/// Runs as part of a load, which may take a minute in all, and is cancelled with it; what it throws fails the
/// load. It must suspend while it waits for the person, rather than block its thread.
using mfa_code_source = std::function<boost::asio::awaitable<std::string>(std::string serial)>;

/// Which role to assume, and how (STS AssumeRole).
struct assume_role_options {
    std::string role_arn{};  ///< "arn:aws:iam::123456789012:role/reader"
    /// 2 to 64 letters, digits and "_+=,.@-"; CloudTrail shows it. Else "dynaco-" and the seconds since 1970.
    std::string role_session_name{};
    std::string external_id{};        ///< What the owner of the role wants to be told; empty: nothing.
    std::chrono::seconds duration{};  ///< 15 min to 12 h, as the role allows; zero: STS's own, an hour.
    std::string mfa_serial{};         ///< Of a multi-factor device, if the role asks for one.
    mfa_code_source mfa{};            ///< Asked for its code each time that credentials are loaded.
    std::string region{};             ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role that `base` may assume, renewed before they expire; `base` may be such a role
/// too.
///
/// STS is where AWS_ENDPOINT_URL_STS, the profile or the region say; the environment is read here, the shared
/// files at each load. Nothing is asked before credentials are needed. Calls fail with
/// errc::credentials_failed if STS refuses (the text says what to change) or a code is needed and
/// `options.mfa` gives none; invalid_configuration for what STS would not take; missing_region; as `base`
/// fails; and as connections do. Credentials of `base` that have expired by STS's word are asked for once
/// more.
[[nodiscard]] std::shared_ptr<credentials_provider> assume_role_credentials(
    std::shared_ptr<credentials_provider> base, const assume_role_options& options);

}  // namespace dynaco
