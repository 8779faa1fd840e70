#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A session of `aws login`.
[[nodiscard]] std::shared_ptr<credentials_source> login_source(login_options options,
                                                               std::shared_ptr<const settings> configured,
                                                               machine machine);

}  // namespace dynaco::identity
