#pragma once

#include <dynaco/errors.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
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

/// The part of a URL that names a server.
struct authority {
    std::string host;  ///< In lower case, without brackets.
    std::uint16_t port;
};

/// Reads "host", "host:port" or "[::1]:port"; without a port it is `usual_port`. Fails with
/// errc::invalid_endpoint; the detail says why and does not repeat the text.
[[nodiscard]] result<authority> parse_authority(std::string_view text, std::uint16_t usual_port);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace dynaco::identity
