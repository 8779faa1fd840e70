#pragma once

#include "identity/credentials_source.hpp"
#include "identity/settings.hpp"

#include <dynaco/identity/web_identity_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// Assumes a role with a token; what `options` leave empty is taken from `configured`.
[[nodiscard]] std::shared_ptr<credentials_source> web_identity_source(
    web_identity_options options, std::shared_ptr<const settings> configured, surroundings around);

}  // namespace dynaco::identity
