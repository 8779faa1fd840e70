#pragma once

#include "arguments.hpp"

#include <string>

namespace bench {

/// The one request that the floor sends again and again: as long as dynaco's, line by line, but never signed.
[[nodiscard]] std::string request_for(const arguments& told);

}  // namespace bench
