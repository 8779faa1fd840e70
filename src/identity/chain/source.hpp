#pragma once

#include "identity/profile/chain.hpp"
#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// The source of a chain: loads credentials from the base and assumes the roles with them, in order.
[[nodiscard]] std::shared_ptr<credentials_source> chain_source(
    const profile_chain& chain, const default_credentials_options& options,
    const std::shared_ptr<const settings>& configured, const machine& machine);

}  // namespace dynaco::identity
