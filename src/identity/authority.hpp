#pragma once

#include <dynaco/core/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::identity {

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
