#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::detail {

/// Returns "1 record", "2 records": a count with the noun in the right number.
[[nodiscard]] inline std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

}  // namespace dynaco::detail
