#pragma once

#include "transport/origin.hpp"

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

}  // namespace dynaco::identity
