#pragma once

#include "identity/credentials_source.hpp"
#include "identity/settings.hpp"

#include <dynaco/identity/container_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// The credentials of this container. errc::missing_credentials if the environment names no address.
[[nodiscard]] std::shared_ptr<credentials_source> container_source(std::shared_ptr<const settings> configured,
                                                                   surroundings around);

}  // namespace dynaco::identity
