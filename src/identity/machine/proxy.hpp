#pragma once

#include "identity/machine/environment.hpp"
#include "transport/connect/proxy.hpp"
#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Whether a NO_PROXY list excludes `to` from proxies. The entries are separated by commas. An entry is "*"
/// (every origin), a host, a domain with everything below it ("example.com", ".example.com" and
/// "*.example.com" mean the same), an IP address, or a block of addresses ("10.0.0.0/8", "fd00::/8"). All
/// entries except "*" and blocks may have a port. Case does not matter. Names are not resolved, so only
/// addresses match addresses.
[[nodiscard]] bool is_excepted(const transport::origin& to, std::string_view no_proxy);

/// Whether the host is this machine: "localhost", a name that ends with ".localhost", 127.0.0.0/8 or ::1.
[[nodiscard]] bool is_loopback(std::string_view host);

/// The proxy for connections to `to`; nothing for a direct connection.
///
/// If `configured` is not empty, only it is used ("none": no proxy). If it is empty, the first variable that
/// is not empty is used: https_proxy, HTTPS_PROXY for an origin with TLS; http_proxy, HTTP_PROXY for one
/// without; then all_proxy, ALL_PROXY. The environment's proxy is not used if no_proxy or NO_PROXY excludes
/// the origin (see is_excepted) or if the origin is this machine. HTTP_PROXY is ignored if REQUEST_METHOD is
/// set, because the client of a CGI program can set it (httpoxy).
///
/// Fails with errc::invalid_proxy: the URL is not valid. The detail names the variable or option but not the
/// URL, which may contain a password.
[[nodiscard]] result<std::optional<transport::proxy>> resolve_proxy(std::string_view configured,
                                                                    const transport::origin& to,
                                                                    const environment& env);

/// A function that calls `resolve_proxy` for any origin, with a copy of the environment's current variables.
[[nodiscard]] transport::proxy_rules proxy_rules_of(std::string configured, const environment& env);

/// Parses "[http://][user[:password]@]host[:port][/]". The default port is 80. User name and password may be
/// percent-encoded.
///
/// Fails with errc::invalid_proxy: the URL is not valid.
[[nodiscard]] result<transport::proxy> parse_proxy(std::string_view url);

}  // namespace dynaco::identity
