#pragma once

#include <dynaco/identity/credentials.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace dynaco {

/// Asks a person for the code of a multi-factor device, whose serial number or ARN it is given.
using mfa_code_source = std::function<boost::asio::awaitable<std::string>(std::string serial)>;

/// Which role to assume, and how (STS AssumeRole).
struct assume_role_options {
    std::string role_arn{};           ///< "arn:aws:iam::123456789012:role/reader"
    std::string role_session_name{};  ///< Else "dynaco-" and the seconds since 1970.
    std::string external_id{};        ///< What the owner of the role wants to be told; empty: nothing.
    std::chrono::seconds duration{};  ///< 15 min to 12 h, as the role allows; zero: STS's own, an hour.
    std::string mfa_serial{};         ///< Of a multi-factor device, if the role asks for one.
    mfa_code_source mfa{};            ///< Asked for its code each time that credentials are loaded.
    std::string region{};             ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role that `base` may assume, renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> assume_role_credentials(
    std::shared_ptr<credentials_provider> base, const assume_role_options& options);

}  // namespace dynaco
