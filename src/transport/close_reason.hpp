#pragma once

#include <dynaco/connection_statistics.hpp>

#include <cstdint>

namespace dynaco::transport {

/// Why a connection is closed: the counter that is increased.
using close_reason = std::uint64_t closed_connections::*;

}  // namespace dynaco::transport
