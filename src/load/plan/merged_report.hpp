#pragma once

#include <dynaco/load/report.hpp>

#include <vector>

namespace dynaco::loading {

/// Adds a part that throttled to `to`: its times, if `to` has the part already.
void add_throttled(std::vector<throttled_part>& to, const throttled_part& part);

}  // namespace dynaco::loading
