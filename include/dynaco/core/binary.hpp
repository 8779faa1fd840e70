#pragma once

#include <cstddef>
#include <vector>

namespace dynaco {

/// Bytes: DynamoDB's type B.
using binary = std::vector<std::byte>;

}  // namespace dynaco
