#pragma once

#include "identity/credentials_source.hpp"
#include "identity/settings.hpp"

#include <dynaco/identity/sso_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A role of IAM Identity Center.
[[nodiscard]] std::shared_ptr<credentials_source> sso_source(sso_options options,
                                                             std::shared_ptr<const settings> configured,
                                                             surroundings around);

}  // namespace dynaco::identity
