#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source that assumes a role with the credentials of `base`. If `options` has no region, the region of
/// `configured` is used.
[[nodiscard]] std::shared_ptr<credentials_source> assume_role_source(
    std::shared_ptr<credentials_provider> base, assume_role_options options,
    std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
