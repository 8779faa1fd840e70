#pragma once

#include "support/fault_server/received_request.hpp"
#include "support/fault_server/reply/reply.hpp"
#include "support/fault_server/reply/service_replies.hpp"
#include "support/fault_server/request_id.hpp"
#include "support/fault_server/script_queue.hpp"
#include "support/fault_server/tls/tls_options.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace dynaco::test {

/// An HTTP/1.1 server on a free port of 127.0.0.1. It sends scripted responses, with every fault of `reply`.
///
/// The server runs in its own thread from construction to destruction. The destructor aborts all exchanges.
/// Thread-safe. Waits return false on timeout.
class fault_server {
 public:
    using timeout = std::chrono::milliseconds;
    static constexpr timeout patience = std::chrono::seconds(5);

    /// A server that uses HTTP.
    fault_server();
    /// A server that uses TLS, with a new certificate authority.
    explicit fault_server(const tls_options& options);
    ~fault_server();
    fault_server(const fault_server&) = delete;
    fault_server& operator=(const fault_server&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// "http://127.0.0.1:PORT", or "https://localhost:PORT" (the server listens only on 127.0.0.1).
    [[nodiscard]] std::string url() const;
    /// A file with the certificate of the authority; the destructor removes it.
    /// @throws std::logic_error  the server does not use TLS.
    [[nodiscard]] std::filesystem::path ca_pem_file() const;

    /// Appends replies. Each request takes the next one; the order is that in which requests arrive
    /// completely, over all connections.
    void script(std::initializer_list<reply> replies);
    /// Sets the reply for requests after the end of the script; by default 200 with `{}`. Removes the
    /// handler.
    void otherwise(reply answer);
    /// Sets a handler that makes the replies after the end of the script. It is called on the server's
    /// thread.
    void on_request(request_handler handler);
    /// The number of replies of the script that were not used yet.
    [[nodiscard]] std::size_t unused_replies() const;

    /// Continues the replies that are stalled now; see `wait_for_stalled`.
    void release();
    /// Closes all accepted connections without a reset (TLS: with close_notify) and returns when they are
    /// closed.
    /// @throws std::runtime_error  a connection did not close within `patience`.
    void close_all_connections();

    /// From now on, requests are counted but not kept, for long runs: `requests()` stays empty.
    void keep_no_requests();

    /// The complete requests so far, in the order of arrival over all connections.
    [[nodiscard]] std::vector<received_request> requests() const;
    /// Number of connections accepted so far.
    [[nodiscard]] std::size_t connections() const;
    /// Number of connections that neither side has closed yet.
    [[nodiscard]] std::size_t open_connections() const;
    /// The number of requests that got a 400 because they were not HTTP.
    [[nodiscard]] std::size_t malformed_requests() const;

    [[nodiscard]] bool wait_for_requests(std::size_t count, timeout limit = patience) const;
    [[nodiscard]] bool wait_for_connections(std::size_t count, timeout limit = patience) const;
    /// Waits until exactly `count` connections are open.
    [[nodiscard]] bool wait_for_open_connections(std::size_t count, timeout limit = patience) const;
    /// Waits until the connection with this number (from 1) was accepted and closed.
    [[nodiscard]] bool wait_until_closed(std::size_t connection, timeout limit = patience) const;
    /// Waits until `count` replies are stalled at the same time.
    [[nodiscard]] bool wait_for_stalled(std::size_t count, timeout limit = patience) const;

 private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace dynaco::test
