#pragma once

#include "identity/source/source.hpp"

#include <memory>

namespace dynaco::identity {

/// `cached_credentials` with the clocks of `world`.
[[nodiscard]] std::shared_ptr<credentials_provider> refreshing_provider(
    std::shared_ptr<credentials_provider> own, std::shared_ptr<detail::effects> world);

}  // namespace dynaco::identity
