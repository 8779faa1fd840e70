#pragma once

#include "transport/transport.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace dynaco::transport {

/// Finds the addresses of a host. Tests have their own implementation.
class resolver {
 public:
    resolver() = default;
    resolver(const resolver&) = delete;
    resolver& operator=(const resolver&) = delete;
    virtual ~resolver() = default;

    /// Returns the addresses of `host`. Fails with errc::resolve_failed. `host` must live until it has ended.
    virtual awaitable<result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(const std::string& host,
                                                                                   std::uint16_t port) = 0;
};

/// Uses the system's resolver (hosts file and DNS) through the `lookups` of the process. Every new connection
/// causes a lookup. A cancelled caller ends at once.
class system_resolver final : public resolver {
 public:
    awaitable<result<std::vector<boost::asio::ip::tcp::endpoint>>> resolve(const std::string& host,
                                                                           std::uint16_t port) override;
};

}  // namespace dynaco::transport
