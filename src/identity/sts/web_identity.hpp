#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// Assumes a role with a token; what `options` leave empty is taken from `configured`.
[[nodiscard]] std::shared_ptr<credentials_source> web_identity_source(
    web_identity_options options, std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
