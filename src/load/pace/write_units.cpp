#include "load/pace/write_units.hpp"

#include <algorithm>

namespace dynaco::loading {
namespace {

constexpr double units_remembered = 2000;
constexpr double least_factor = 1.0 / 64;
constexpr double most_factor = 400;  // a delete of an item of 400 KB

}  // namespace

void unit_correction::learn(double expected, double consumed) noexcept {
    if (expected <= 0 || consumed < 0) return;
    learnt_ = std::min(learnt_ + expected, std::max(units_remembered, expected));
    factor_ += (consumed / expected - factor_) * expected / learnt_;
    factor_ = std::clamp(factor_, least_factor, most_factor);
}

}  // namespace dynaco::loading
