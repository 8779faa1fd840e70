#pragma once

#include "identity/machine/environment.hpp"
#include "transport/origin.hpp"
#include "wire/response.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::identity {

/// A header field of a request; its value may be a token.
struct http_header {
    std::string name{};
    secret value{};
};

/// A request to a service that gives credentials.
struct http_request {
    std::string method = "GET";
    transport::origin origin{};
    std::string target = "/";  ///< Path and query, percent-encoded, as on the request line.
    /// Beside Host, User-Agent and Content-Length.
    std::vector<http_header> headers{};
    secret body{};
    std::chrono::milliseconds connect_timeout{3100};  ///< DNS, TCP and TLS together.
    std::chrono::milliseconds timeout{10'000};        ///< From sending to the last byte of the reply.
    bool direct = false;  ///< Never through a proxy: for addresses of this machine and its host.
};

/// The body of a reply, for whoever reads secrets out of it: it is overwritten when the caller is done with
/// it, which the body itself would not be.
[[nodiscard]] inline secret take_body(wire::response& reply) noexcept {
    return secret(std::move(static_cast<std::string&>(reply.body)));
}

/// Sends single requests to the services that give credentials. Thread-safe.
class http_client {
 public:
    http_client() = default;
    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;
    virtual ~http_client() = default;

    /// Sends a request, once, and receives its reply, of whatever status. Runs on the caller's executor and
    /// can be cancelled (terminal). `request` must live until it is done.
    ///
    /// Fails with errc::resolve_failed, connect_failed, connect_timed_out, tls_failed, certificate_rejected,
    /// proxy_refused, connection_lost, attempt_timed_out, malformed_reply, reply_too_large, canceled; with
    /// errc::invalid_ca_file or invalid_proxy for what it is configured with; or errc::invalid_argument for a
    /// header with control characters (the usual reason: a token file that ends with a newline), naming the
    /// header and not its value.
    virtual boost::asio::awaitable<result<wire::response>> send(const http_request& request) = 0;
};

/// How requests to services that give credentials are sent.
struct machine_http_options {
    std::string ca_file{};  ///< PEM, trusted instead of the system's CAs. Read when TLS is first needed.
    bool verify_tls = true;
    std::string proxy{};       ///< As `resolve_proxy` has it: empty: the environment's; "none": none.
    std::string user_agent{};  ///< Empty: that of a client without settings.
};

/// Sends requests over the network, each on a connection of its own. `env` is asked for proxies now, and not
/// kept.
[[nodiscard]] std::shared_ptr<http_client> machine_http(machine_http_options options, const environment& env);

}  // namespace dynaco::identity
