#pragma once

#include "identity/source/source.hpp"
#include "wire/response.hpp"

#include <dynaco/errors.hpp>

#include <string>

namespace dynaco::identity {

/// The role's name in the list of roles, which has one at most. `whom` was asked. Fails with
/// errc::missing_credentials if there is none, else errc::credentials_failed.
[[nodiscard]] result<std::string> read_instance_role(const wire::response& reply, const std::string& whom);

/// The credentials of `role`. Overwrites the reply's body. Fails with errc::credentials_failed.
[[nodiscard]] result<loaded_credentials> read_instance_keys(wire::response& reply, const std::string& whom,
                                                            const std::string& role);

/// The name of the region. Fails with errc::missing_region.
[[nodiscard]] result<std::string> read_instance_region(const wire::response& reply, const std::string& whom);

}  // namespace dynaco::identity
