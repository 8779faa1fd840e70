#pragma once

#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dynaco::transport {

/// An HTTP proxy that connections go through (CONNECT).
struct proxy {
    std::string host{};  ///< A name, or an address without brackets.
    std::uint16_t port = 80;
    std::string authorization{};  ///< Value of Proxy-Authorization, a secret; empty: none is sent.

    friend bool operator==(const proxy&, const proxy&) = default;
};

/// The proxy of an origin; nothing if connections to it go directly.
using proxy_rules = std::function<result<std::optional<proxy>>(const origin&)>;

/// "proxy squid:3128", for messages: without the secret.
[[nodiscard]] inline std::string name_of(const proxy& p) { return "proxy " + host_and_port(p.host, p.port); }

}  // namespace dynaco::transport
