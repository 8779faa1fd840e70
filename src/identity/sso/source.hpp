#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source of the credentials of a role of IAM Identity Center.
[[nodiscard]] std::shared_ptr<credentials_source> sso_source(sso_options options,
                                                             std::shared_ptr<const settings> configured,
                                                             machine machine);

}  // namespace dynaco::identity
