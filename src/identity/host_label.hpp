#pragma once

#include <algorithm>
#include <string_view>

namespace dynaco::identity {

/// Whether `text` can be one label of a host name (RFC 1123): 1 to 63 letters, digits and hyphens, no hyphen
/// at either end.
[[nodiscard]] inline bool is_host_label(std::string_view text) noexcept {
    const auto valid = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, valid);
}

}  // namespace dynaco::identity
