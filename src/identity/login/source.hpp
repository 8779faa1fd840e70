#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source of the credentials of an `aws login` session. They are refreshed before they expire, and the
/// session's file is rewritten.
[[nodiscard]] std::shared_ptr<credentials_source> login_source(login_options options,
                                                               std::shared_ptr<const settings> configured,
                                                               machine machine);

}  // namespace dynaco::identity
