#include "identity/endpoint/arn.hpp"

namespace dynaco::identity {
namespace {

// Removes the text up to the next colon from `rest` and returns it; nothing if there is no colon.
std::optional<std::string_view> next_part(std::string_view& rest) noexcept {
    const auto colon = rest.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto part = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
    return part;
}

}  // namespace

std::optional<arn> parse_arn(std::string_view text) noexcept {
    if (next_part(text) != "arn") return std::nullopt;
    const auto partition = next_part(text);
    const auto service = next_part(text);
    const auto region = next_part(text);
    const auto account_id = next_part(text);
    if (!account_id || partition->empty() || service->empty() || text.empty()) return std::nullopt;
    return arn{*partition, *service, *region, *account_id, text};
}

}  // namespace dynaco::identity
