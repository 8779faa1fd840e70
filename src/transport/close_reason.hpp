#pragma once

#include <cstdint>

namespace dynaco::transport {

/// Why a connection is closed. `closed_connections` counts each reason.
enum class close_reason : std::uint8_t {
    idle,
    age,
    by_server,
    broken,
    unfit,
    made_room,
    drained,
};

}  // namespace dynaco::transport
