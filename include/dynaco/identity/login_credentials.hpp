#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>
#include <string>

namespace dynaco {

/// A session of `aws login`.
struct login_options {
    std::string session{};  ///< The ARN that a profile's `login_session` names.
    std::string region{};   ///< Of the sign-in service; else the region of the environment or profile.
    std::string profile{};  ///< For messages: what to run to log in again; may be empty.
};

/// The session's credentials, renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> login_credentials(const login_options& options);

}  // namespace dynaco
