#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source that assumes a role with a web identity token. Values that are empty in `options` are taken from
/// `configured`. The token file is read again for each attempt.
[[nodiscard]] std::shared_ptr<credentials_source> web_identity_source(
    web_identity_options options, std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
