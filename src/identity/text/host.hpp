#pragma once

#include <dynaco/errors.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Whether `text` can be one label of a host name (RFC 1123): 1 to 63 letters, digits and hyphens, without a
/// hyphen at either end.
[[nodiscard]] inline bool is_host_label(std::string_view text) noexcept {
    const auto valid = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, valid);
}

/// The part of a URL with the host and port.
struct authority {
    std::string host;  ///< In lower case, without brackets.
    std::uint16_t port;
};

/// Parses "host", "host:port" or "[::1]:port". The default port is `usual_port`.
///
/// Fails with errc::invalid_endpoint: the text is not valid; the detail does not repeat it.
[[nodiscard]] result<authority> parse_authority(std::string_view text, std::uint16_t usual_port);

/// The text with ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace dynaco::identity
