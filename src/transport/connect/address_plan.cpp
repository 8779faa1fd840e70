#include "transport/connect/address_plan.hpp"

#include <algorithm>

namespace dynaco::transport {

using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

namespace {

void rotate(endpoints& family, std::size_t turn) {
    if (family.empty()) return;
    const auto first = static_cast<std::ptrdiff_t>(turn % family.size());
    std::rotate(family.begin(), family.begin() + first, family.end());
}

}  // namespace

endpoints address_plan(const endpoints& resolved, std::size_t turn) {
    endpoints preferred;
    endpoints other;
    for (const auto& each : resolved) {
        endpoints& family = each.protocol() == resolved.front().protocol() ? preferred : other;
        if (std::ranges::find(family, each) == family.end()) family.push_back(each);
    }
    rotate(preferred, turn);
    rotate(other, turn);
    endpoints plan;
    for (std::size_t i = 0; i < std::max(preferred.size(), other.size()); ++i) {
        if (i < preferred.size()) plan.push_back(preferred[i]);
        if (i < other.size()) plan.push_back(other[i]);
    }
    return plan;
}

}  // namespace dynaco::transport
