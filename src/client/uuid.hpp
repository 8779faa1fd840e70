#pragma once

#include "client/effects.hpp"

#include <string>

namespace dynaco {

/// A random UUID (RFC 9562, version 4): 36 characters.
[[nodiscard]] std::string random_uuid(effects& world);

}  // namespace dynaco
