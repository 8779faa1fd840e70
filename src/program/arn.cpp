#include "program/arn.hpp"

namespace dynaco::program {

arn_parts parts_of_arn(std::string_view arn) noexcept {
    constexpr arn_parts unknown{.region = "?", .account = "?"};
    if (!arn.starts_with("arn:")) return unknown;
    std::string_view parts[5];
    for (std::string_view& each : parts) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos) return unknown;
        each = arn.substr(0, colon);
        arn.remove_prefix(colon + 1);
    }
    return {.region = parts[3], .account = parts[4]};
}

}  // namespace dynaco::program
