#pragma once

#include "identity/endpoint.hpp"
#include "identity/http_client.hpp"

#include <dynaco/core/result.hpp>
#include <dynaco/identity/credentials.hpp>
#include <dynaco/identity/sso_credentials.hpp>

#include <string_view>

namespace dynaco::identity {

/// Asks the access portal of IAM Identity Center for a role's credentials (GetRoleCredentials).
[[nodiscard]] http_request role_credentials_request(const endpoint& portal, const sso_options& options,
                                                    const secret& access_token);

/// Reads what it answers. errc::credentials_failed names the member that is missing or wrong, no value.
[[nodiscard]] result<credentials> parse_role_credentials(std::string_view json);

}  // namespace dynaco::identity
