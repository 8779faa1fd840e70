#include "program/measure/settled_rate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dynaco::program {

std::optional<settled_rate> find_settled_rate(std::span<const double> seconds) {
    constexpr std::size_t fewest = 3;
    constexpr double tolerance = 0.1;
    for (std::size_t after = 0; after + fewest <= seconds.size(); ++after) {
        const std::span<const double> rest = seconds.subspan(after);
        const double mean = std::accumulate(rest.begin(), rest.end(), 0.0) / static_cast<double>(rest.size());
        const bool steady =
            std::ranges::all_of(rest, [&](double each) { return std::abs(each - mean) <= tolerance * mean; });
        if (steady && mean > 0) return settled_rate{.after = after, .per_second = mean};
    }
    return std::nullopt;
}

}  // namespace dynaco::program
