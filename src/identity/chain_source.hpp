#pragma once

#include "identity/credentials_source.hpp"
#include "identity/profile_chain.hpp"
#include "identity/settings.hpp"

#include <dynaco/identity/default_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// The sources of a chain, one inside the other: loads from the base and assumes its roles.
[[nodiscard]] std::shared_ptr<credentials_source> chain_source(const profile_chain& chain,
                                                               const default_credentials_options& options,
                                                               std::shared_ptr<const settings> configured,
                                                               const surroundings& around);

}  // namespace dynaco::identity
