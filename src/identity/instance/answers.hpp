#pragma once

#include "identity/source/source.hpp"
#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <string>

namespace dynaco::identity {

/// The role's name in a response with the list of roles, which has one role at most. `whom` names the service
/// in error texts.
///
/// Fails with errc::missing_credentials: the instance has no role. errc::credentials_failed: the response is
/// an error or not a role name.
[[nodiscard]] result<std::string> read_instance_role(const wire::response& reply, const std::string& whom);

/// The credentials of `role` in a response. Overwrites the body of the response.
///
/// Fails with errc::credentials_failed: the response is an error or has no valid credentials.
[[nodiscard]] result<loaded_credentials> read_instance_keys(wire::response& reply, const std::string& whom,
                                                            const std::string& role);

/// The region's name in a response.
///
/// Fails with errc::missing_region: the response has no region name.
[[nodiscard]] result<std::string> read_instance_region(const wire::response& reply, const std::string& whom);

}  // namespace dynaco::identity
