#pragma once

#include "transport/effects.hpp"

#include <array>

namespace dynaco {

/// A random UUID (RFC 9562, version 4).
[[nodiscard]] std::array<char, 36> random_uuid(effects& world);

}  // namespace dynaco
