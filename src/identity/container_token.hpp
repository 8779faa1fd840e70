#pragma once

#include "identity/environment.hpp"
#include "identity/file_access.hpp"

#include <dynaco/core/result.hpp>
#include <dynaco/core/secret.hpp>

namespace dynaco::identity {

/// The Authorization header for a container's credentials: all of the file that
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, as it is now; else AWS_CONTAINER_AUTHORIZATION_TOKEN; empty
/// if neither is set.
///
/// Fails with errc::credentials_failed for a file that is not there or is empty, and for a token that holds
/// control characters. As with AWS's SDKs these include a line's end after the token: cutting it off would
/// hide from its owner that the file works here only.
[[nodiscard]] result<secret> read_container_token(const environment& env, file_access& files);

}  // namespace dynaco::identity
