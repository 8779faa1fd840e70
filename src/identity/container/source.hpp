#pragma once

#include "identity/machine/environment.hpp"
#include "identity/machine/file_access.hpp"
#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"
#include "transport/connect/resolver.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <memory>

namespace dynaco::identity {

/// The Authorization header for a container's credentials: all of the file that
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, as it is now; else AWS_CONTAINER_AUTHORIZATION_TOKEN; empty
/// if neither is set.
///
/// Fails with errc::credentials_failed for a file that is not there or is empty, and for a token that holds
/// control characters. As with AWS's SDKs these include a line's end after the token: cutting it off would
/// hide from its owner that the file works here only.
[[nodiscard]] result<secret> read_container_token(const environment& env, file_access& files);

/// The credentials of this container. errc::missing_credentials if the environment names no address. `names`
/// finds the addresses of a host that is asked without TLS; null: the system's.
[[nodiscard]] std::shared_ptr<credentials_source> container_source(
    std::shared_ptr<const settings> configured, machine machine,
    std::shared_ptr<transport::resolver> names = nullptr);

}  // namespace dynaco::identity
