#pragma once

#include "transport/connect/opening_report.hpp"
#include "transport/connect/proxy.hpp"
#include "transport/connect/resolver.hpp"
#include "transport/deadline/watchdog.hpp"
#include "transport/transport.hpp"

#include <boost/asio/ssl/context.hpp>

#include <chrono>
#include <memory>

namespace dynaco::transport {

/// The settings for new connections.
struct connection_setup {
    std::shared_ptr<boost::asio::ssl::context> tls;  ///< Null if no origin uses TLS.
    std::shared_ptr<watchdog> dog;
    std::size_t max_body;
    /// After this time without an answer from one address, the next address is tried in parallel.
    std::chrono::milliseconds attempt_delay{250};
    proxy_rules proxy_of{};  ///< Called for each connection, from any thread. Empty: no proxies.
    std::shared_ptr<resolver> names = std::make_shared<system_resolver>();
    /// Executor of the connections; empty: the one that opens them.
    boost::asio::any_io_executor executor{};
    bool holds_secrets = false;  ///< Received bytes are overwritten after use, as far as possible.
};

/// Resolves, connects (through the origin's proxy, if it has one) and does the TLS handshake. Writes the
/// current step to `report`. A failure's detail names the step and the address. Has no timeout; the caller
/// must cancel it. Runs in one strand, on which the cancellation must be emitted. The arguments must live
/// until it has ended.
awaitable<result<std::unique_ptr<connection>>> open_connection(const origin& to,
                                                               const connection_setup& setup,
                                                               opening_report& report);

/// Calls `open_connection` with a deadline, for callers without a pool. It ends in time even if the system's
/// resolver does not. The resolver then continues in the background and keeps the `io_context` busy until it
/// ends.
///
/// Fails with the errors of `open_connection`, and with errc::connect_timed_out (the detail names the step)
/// or errc::canceled. Runs in one strand, on which the cancellation must be emitted. `to` must live until it
/// has ended.
awaitable<result<std::unique_ptr<connection>>> open_in_time(const origin& to,
                                                            std::shared_ptr<const connection_setup> setup,
                                                            steady_time until);

}  // namespace dynaco::transport
