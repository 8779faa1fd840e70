#pragma once

#include "transport/transport.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace dynaco::transport {

/// What a new connection needs.
struct connection_setup {
    std::shared_ptr<boost::asio::ssl::context> tls;  ///< Null if no origin uses TLS.
    std::shared_ptr<watchdog> dog;
    std::size_t max_body;
};

/// Resolves, connects, and shakes hands. Has no time limit of its own: the caller cancels. Runs in one
/// strand, on which the cancellation must be emitted.
awaitable<result<std::unique_ptr<connection>>> open_connection(const origin& to,
                                                               const connection_setup& setup);

}  // namespace dynaco::transport
