#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source of the credentials that a program prints.
[[nodiscard]] std::shared_ptr<credentials_source> process_source(process_options options, machine machine);

}  // namespace dynaco::identity
