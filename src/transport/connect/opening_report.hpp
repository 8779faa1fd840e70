#pragma once

#include "transport/transport.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace dynaco::transport {

/// The current step of opening a connection, for error texts. Used only on the strand of the opening.
struct opening_report {
    std::size_t turn = 0;  ///< The number of the connection among those to its origin; see address_plan.
    std::string phase{};   ///< For example "TLS handshake with 10.0.0.1:443".
    opening_times times{};
};

/// Measures the duration of consecutive phases.
class phase_clock {
 public:
    /// Returns the time since the last call, or since construction.
    std::chrono::microseconds lap() {
        const auto now = std::chrono::steady_clock::now();
        const auto time = now - std::exchange(since_, now);
        return std::chrono::duration_cast<std::chrono::microseconds>(time);
    }

 private:
    steady_time since_ = std::chrono::steady_clock::now();
};

}  // namespace dynaco::transport
