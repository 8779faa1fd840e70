#pragma once

#include "identity/credentials_source.hpp"
#include "identity/settings.hpp"
#include "transport/resolver.hpp"

#include <dynaco/identity/container_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// The credentials of this container. errc::missing_credentials if the environment names no address. `names`
/// finds the addresses of a host that is asked without TLS; null: the system's.
[[nodiscard]] std::shared_ptr<credentials_source> container_source(
    std::shared_ptr<const settings> configured, surroundings around,
    std::shared_ptr<transport::resolver> names = nullptr);

}  // namespace dynaco::identity
