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

/// The Authorization header for a container's credentials: the current content of the file that
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names; if that is not set, AWS_CONTAINER_AUTHORIZATION_TOKEN. Empty
/// if neither is set.
///
/// Fails with errc::credentials_failed: the file does not exist or is empty, or the token contains
/// control characters. As in AWS's SDKs, a newline after the token counts as one: if it were removed, the
/// file would work with this library only.
[[nodiscard]] result<secret> read_container_token(const environment& env, file_access& files);

/// A source of this container's credentials. `names` resolves a host that is used without TLS; null: the
/// system's resolver. A load fails with errc::missing_credentials if the environment has no URI.
[[nodiscard]] std::shared_ptr<credentials_source> container_source(
    std::shared_ptr<const settings> configured, machine machine,
    std::shared_ptr<transport::resolver> names = nullptr);

}  // namespace dynaco::identity
