#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace dynaco::transport {

/// Finds the addresses of a host. Tests give addresses of their own.
class resolver {
 public:
    resolver() = default;
    resolver(const resolver&) = delete;
    resolver& operator=(const resolver&) = delete;
    virtual ~resolver() = default;

    /// Fails with errc::resolve_failed. `host` must live until it is done.
    virtual awaitable<result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(const std::string& host,
                                                                                   std::uint16_t port) = 0;
};

/// The system's: hosts file and DNS, asked anew each time, by the `lookups` of the process. Whoever is
/// cancelled waits no longer.
class system_resolver final : public resolver {
 public:
    awaitable<result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(const std::string& host,
                                                                           std::uint16_t port) override;
};

}  // namespace dynaco::transport
