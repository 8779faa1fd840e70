#pragma once

#include "identity/credentials_source.hpp"
#include "identity/settings.hpp"

#include <dynaco/identity/process_credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// What a program prints.
[[nodiscard]] std::shared_ptr<credentials_source> process_source(process_options options,
                                                                 surroundings around);

}  // namespace dynaco::identity
