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

/// A header field of a request. Its value may be a secret, such as a token.
struct http_header {
    std::string name{};
    secret value{};
};

/// A request to a service that provides credentials.
struct http_request {
    std::string method = "GET";
    transport::origin origin{};
    std::string target = "/";  ///< Path and query, percent-encoded, as in the request line.
    /// Header fields in addition to Host, User-Agent and Content-Length.
    std::vector<http_header> headers{};
    secret body{};
    std::chrono::milliseconds connect_timeout{3100};  ///< The timeout for DNS, TCP and TLS together.
    std::chrono::milliseconds timeout{10'000};  ///< The time from sending to the last byte of the response.
    bool direct = false;  ///< Do not use a proxy: for addresses of this machine and its host.
};

/// Moves the body out of a response as a secret, which is overwritten when it is destroyed. The body itself
/// would not be.
[[nodiscard]] inline secret take_body(wire::response& reply) noexcept {
    return secret(std::move(static_cast<std::string&>(reply.body)));
}

/// Sends single requests to services that provide credentials. Thread-safe.
class http_client {
 public:
    http_client() = default;
    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;
    virtual ~http_client() = default;

    /// Sends a request once and receives its response, with any status. Runs on the caller's executor and can
    /// be cancelled (terminal). `request` must outlive the operation.
    ///
    /// Fails with errc::resolve_failed, connect_failed, connect_timed_out, tls_failed, certificate_rejected,
    /// proxy_refused, connection_lost, attempt_timed_out, malformed_reply, reply_too_large, canceled.
    /// errc::invalid_ca_file, invalid_proxy: the configuration is not valid. errc::invalid_argument: a header
    /// contains control characters, usually because a token file ends with a newline; the detail names the
    /// header but not its value.
    virtual boost::asio::awaitable<result<wire::response>> send(const http_request& request) = 0;
};

/// Options for requests to services that provide credentials.
struct machine_http_options {
    /// PEM file of the CAs to trust instead of the system's. Read when TLS is first needed.
    std::string ca_file{};
    bool verify_tls = true;
    std::string proxy{};       ///< A URL, empty (the environment's proxy) or "none"; see `resolve_proxy`.
    std::string user_agent{};  ///< Empty: the User-Agent of a client without settings.
};

/// A client that sends each request over the network on its own connection. The proxies in `env` are read by
/// this call only.
[[nodiscard]] std::shared_ptr<http_client> machine_http(machine_http_options options, const environment& env);

}  // namespace dynaco::identity
