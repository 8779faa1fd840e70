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

/// What a new connection needs.
struct connection_setup {
    std::shared_ptr<boost::asio::ssl::context> tls;  ///< Null if no origin uses TLS.
    std::shared_ptr<watchdog> dog;
    std::size_t max_body;
    /// How long one address may leave a connect without answer before the next one is tried as well.
    std::chrono::milliseconds attempt_delay{250};
    proxy_rules proxy_of{};  ///< Asked for each connection, from any thread. Empty: there are no proxies.
    std::shared_ptr<resolver> names = std::make_shared<system_resolver>();
    boost::asio::any_io_executor executor{};  ///< Where connections live; empty: where they are opened.
    bool holds_secrets = false;  ///< Replies are not left behind in memory, as far as it is in our hands.
};

/// Resolves, connects (through the origin's proxy, if it has one), and shakes hands; tells `report` what it
/// is doing. A failure's detail names the step and the address. Has no time limit of its own: the caller
/// cancels. Runs in one strand, on which the cancellation must be emitted. The arguments must live until it
/// is done.
awaitable<result<std::unique_ptr<connection>>> open_connection(const origin& to,
                                                               const connection_setup& setup,
                                                               opening_report& report);

/// `open_connection` with a time limit, for whoever has no pool. It ends in time also where the system's
/// resolver does not: what that is doing is left behind, and keeps the `io_context` busy until it ends.
///
/// Fails as `open_connection`, and with errc::connect_timed_out (the detail says in which step) and canceled.
/// Runs in one strand, on which the cancellation must be emitted. `to` must live until it is done.
awaitable<result<std::unique_ptr<connection>>> open_in_time(const origin& to,
                                                            std::shared_ptr<const connection_setup> setup,
                                                            steady_time until);

}  // namespace dynaco::transport
