#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace dynaco::program {

/// A rate that stayed the same until the end.
struct settled_rate {
    std::size_t after = 0;  ///< The seconds before it.
    double per_second = 0;  ///< The mean after these seconds.
};

/// Finds the first second from which on every second is within a tenth of their mean; at least three seconds.
/// Nothing: the rate did not settle. `seconds` are the counts of whole seconds.
[[nodiscard]] std::optional<settled_rate> find_settled_rate(std::span<const double> seconds);

}  // namespace dynaco::program
