#pragma once

#include <dynaco/identity/credentials.hpp>

#include <memory>

namespace dynaco {

/// The credentials of this container: an ECS task's role, or EKS Pod Identity, as
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI and
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN say when the provider is made.
/// The token file is read anew at each load. Renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> container_credentials();

}  // namespace dynaco
