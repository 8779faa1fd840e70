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

/// An HTTP/1.1 server on a free port of 127.0.0.1 that answers as scripted, with every fault of `reply`.
///
/// Runs in a thread of its own from construction to destruction; the destructor breaks off whatever is going
/// on. All functions may be called from any thread. Waits return false if the limit passes first.
class fault_server {
 public:
    using timeout = std::chrono::milliseconds;
    static constexpr timeout patience = std::chrono::seconds(5);

    /// Speaks plain HTTP.
    fault_server();
    /// Speaks TLS, with a certificate authority made for this server.
    explicit fault_server(const tls_options& options);
    ~fault_server();
    fault_server(const fault_server&) = delete;
    fault_server& operator=(const fault_server&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// "http://127.0.0.1:PORT", or "https://localhost:PORT" (only 127.0.0.1 is listened on).
    [[nodiscard]] std::string url() const;
    /// A file with the certificate authority, removed by the destructor.
    /// @throws std::logic_error  the server is a plain one.
    [[nodiscard]] std::filesystem::path ca_pem_file() const;

    /// Appends replies; each request uses up one, in the order in which requests are complete on any
    /// connection.
    void script(std::initializer_list<reply> replies);
    /// The answer when the script is used up and there is no handler; at first 200 with `{}`. Removes the
    /// handler.
    void otherwise(reply answer);
    /// Computes the answers when the script is used up; called on the server's thread.
    void on_request(request_handler handler);
    /// Replies of the script that were not used yet.
    [[nodiscard]] std::size_t unused_replies() const;

    /// Lets the replies that are stalled now go on; see `wait_for_stalled`.
    void release();
    /// Closes every accepted connection in order (TLS: with close_notify) and returns when all of them are
    /// closed.
    /// @throws std::runtime_error  a connection did not close within `patience`.
    void close_all_connections();

    /// From now on, requests are counted only, for long runs: `requests()` stays empty.
    void keep_no_requests();

    /// Complete requests so far, in order of arrival over all connections.
    [[nodiscard]] std::vector<received_request> requests() const;
    /// Number of connections accepted so far.
    [[nodiscard]] std::size_t connections() const;
    /// Number of connections that neither side has closed yet.
    [[nodiscard]] std::size_t open_connections() const;
    /// Number of requests that were answered with 400 because they were no HTTP.
    [[nodiscard]] std::size_t malformed_requests() const;

    [[nodiscard]] bool wait_for_requests(std::size_t count, timeout limit = patience) const;
    [[nodiscard]] bool wait_for_connections(std::size_t count, timeout limit = patience) const;
    /// Waits until exactly `count` connections are open.
    [[nodiscard]] bool wait_for_open_connections(std::size_t count, timeout limit = patience) const;
    /// Waits until the connection of that number (from 1) was accepted and closed.
    [[nodiscard]] bool wait_until_closed(std::size_t connection, timeout limit = patience) const;
    /// Waits until `count` replies are stalled at once.
    [[nodiscard]] bool wait_for_stalled(std::size_t count, timeout limit = patience) const;

 private:
    class engine;
    std::unique_ptr<engine> engine_;
};

}  // namespace dynaco::test
