#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail {

/// Joins names for a message: "accounts, orders". Each name appears once, at its first position.
inline std::string listed(const std::vector<std::string_view>& names) {
    std::string list;
    for (auto at = names.begin(); at != names.end(); ++at) {
        if (std::find(names.begin(), at, *at) != at) continue;
        if (!list.empty()) list += ", ";
        list += *at;
    }
    return list;
}

}  // namespace dynaco::detail
