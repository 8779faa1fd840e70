#pragma once

#include "transport/transport.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace dynaco::transport {

/// What the opening of a connection is doing, for whoever breaks it off: read and written on its strand only.
struct opening_report {
    std::size_t turn = 0;  ///< The number of the connection among those to its origin; see address_plan.
    std::string phase{};   ///< "TLS handshake with 10.0.0.1:443".
    opening_times times{};
};

/// Measures one phase after the other.
class phase_clock {
 public:
    /// The time since the last call, or since construction.
    std::chrono::microseconds lap() {
        const auto now = std::chrono::steady_clock::now();
        const auto time = now - std::exchange(since_, now);
        return std::chrono::duration_cast<std::chrono::microseconds>(time);
    }

 private:
    steady_time since_ = std::chrono::steady_clock::now();
};

}  // namespace dynaco::transport
