#pragma once

#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dynaco::transport {

/// An HTTP proxy that connections are tunneled through (CONNECT).
struct proxy {
    std::string host{};  ///< A name, or an address without brackets.
    std::uint16_t port = 80;
    std::string authorization{};  ///< Value of Proxy-Authorization, a secret; empty: none is sent.

    friend bool operator==(const proxy&, const proxy&) = default;
};

/// Returns the proxy of an origin, or nothing for direct connections.
using proxy_rules = std::function<result<std::optional<proxy>>(const origin&)>;

/// Returns "proxy squid:3128", without the secret, for messages.
[[nodiscard]] inline std::string name_of(const proxy& p) { return "proxy " + host_and_port(p.host, p.port); }

}  // namespace dynaco::transport
