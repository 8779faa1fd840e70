#pragma once

#include "arguments.hpp"

#include <string>

namespace bench {

/// The request that the floor repeats. Each line is as long as dynaco's, but the request is not signed.
[[nodiscard]] std::string request_for(const arguments& told);

}  // namespace bench
