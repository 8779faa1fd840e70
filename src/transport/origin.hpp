#pragma once

#include <cstdint>
#include <string>
#include <tuple>

namespace dynaco::transport {

/// Scheme, host and port of connections (RFC 6454).
struct origin {
    bool tls = true;
    std::string host{};  ///< A name, or an address without brackets.
    std::uint16_t port = 443;

    friend bool operator==(const origin&, const origin&) = default;
    friend bool operator<(const origin& a, const origin& b) noexcept {
        return std::tie(a.host, a.port, a.tls) < std::tie(b.host, b.port, b.tls);
    }
};

/// Returns "host:port", or "[::1]:port" for an IPv6 address.
[[nodiscard]] inline std::string host_and_port(const std::string& host, std::uint16_t port) {
    return (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + std::to_string(port);
}

/// Returns the value of the Host header. The scheme's default port is left out; IPv6 addresses have brackets.
[[nodiscard]] inline std::string host_header(const origin& o) {
    std::string text = o.host.find(':') == std::string::npos ? o.host : '[' + o.host + ']';
    if (o.port != (o.tls ? 443 : 80)) text += ':' + std::to_string(o.port);
    return text;
}

/// Returns "https://host:port", for messages. The scheme's default port is left out.
[[nodiscard]] inline std::string url(const origin& o) {
    return (o.tls ? "https://" : "http://") + host_header(o);
}

}  // namespace dynaco::transport
