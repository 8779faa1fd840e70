#pragma once

#include "identity/machine/environment.hpp"
#include "transport/connect/proxy.hpp"
#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// Whether a NO_PROXY list excepts `to` from proxies. The list's entries, with commas between them, are:
/// "*" (everything); a host; a domain, which stands for itself and all below it ("example.com",
/// ".example.com" and "*.example.com" alike); an IP address; a block of them ("10.0.0.0/8", "fd00::/8").
/// All but "*" and blocks may have a port. Case does not matter. Names are not resolved: addresses match
/// addresses only.
[[nodiscard]] bool is_excepted(const transport::origin& to, std::string_view no_proxy);

/// "localhost", what ends with ".localhost", 127.0.0.0/8 and ::1: this machine.
[[nodiscard]] bool is_loopback(std::string_view host);

/// The proxy for connections to `to`; nothing if there is none.
///
/// `configured` decides alone unless it is empty ("none": no proxy). Else the environment does: https_proxy,
/// HTTPS_PROXY for a TLS origin, http_proxy, HTTP_PROXY for a plain one, all_proxy, ALL_PROXY for both,
/// unless no_proxy, NO_PROXY excepts the origin (see is_excepted) or it is this machine. The first variable
/// that is not empty counts. HTTP_PROXY does not where REQUEST_METHOD is set: a CGI program's client chooses
/// it (httpoxy).
///
/// Fails with errc::invalid_proxy, which names the source but not the URL: that may hold a password.
[[nodiscard]] result<std::optional<transport::proxy>> resolve_proxy(std::string_view configured,
                                                                    const transport::origin& to,
                                                                    const environment& env);

/// `resolve_proxy` for whatever origins come up, with the environment's variables as they are now.
[[nodiscard]] transport::proxy_rules proxy_rules_of(std::string configured, const environment& env);

/// Reads "[http://][user[:password]@]host[:port][/]"; the port is 80 if it is left out; user and password may
/// be percent-encoded. Fails with errc::invalid_proxy.
[[nodiscard]] result<transport::proxy> parse_proxy(std::string_view url);

}  // namespace dynaco::identity
