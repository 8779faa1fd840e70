#pragma once

#include <dynaco/core/secret.hpp>
#include <dynaco/identity/assume_role_credentials.hpp>

#include <string_view>

namespace dynaco::identity {

// The bodies of requests to STS (AWS's Query protocol, version 2011-06-15): forms, percent-encoded as
// RFC 3986 has it. Secrets, since two of them hold codes or tokens.

/// AssumeRole.
/// @param session_name  stands for that of `role`.
/// @param token_code    of the device `role.mfa_serial`; empty: neither is sent.
[[nodiscard]] secret assume_role_form(const assume_role_options& role, std::string_view session_name,
                                      std::string_view token_code);

/// AssumeRoleWithWebIdentity.
[[nodiscard]] secret web_identity_form(std::string_view role_arn, std::string_view session_name,
                                       std::string_view token);

}  // namespace dynaco::identity
