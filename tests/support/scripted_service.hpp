#pragma once

#include "support/fault_server/fault_server.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dynaco::test {

/// An HTTP service on 127.0.0.1 with routes: instance metadata, a container's agent, STS, SSO. Responses may
/// have every fault of `reply`. Thread-safe.
///
///     scripted_service metadata;
///     metadata.on("PUT", "/latest/api/token", reply{"AQ=="});
///     metadata.on("GET", "/latest/meta-data/iam/security-credentials/",
///                 {reply{}.status(500), reply{"web-server"}});
class scripted_service {
 public:
    /// A service that uses HTTP.
    scripted_service();
    /// A service that uses TLS as "localhost". `ca_pem_file` is the certificate of its authority.
    explicit scripted_service(const tls_options& options);
    ~scripted_service();
    scripted_service(const scripted_service&) = delete;
    scripted_service& operator=(const scripted_service&) = delete;

    /// "http://127.0.0.1:PORT", or "https://localhost:PORT".
    [[nodiscard]] std::string url() const { return server_->url(); }
    [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }
    [[nodiscard]] std::filesystem::path ca_pem_file() const { return server_->ca_pem_file(); }

    /// Sets the reply to `method` and `path`, with any query. A request without a route gets a 404.
    void on(const std::string& method, const std::string& path, reply always);
    /// Sets the replies to `method` and `path` in order. The last one is repeated. `in_turn` must not be
    /// empty.
    void on(const std::string& method, const std::string& path, std::vector<reply> in_turn);
    /// Sets a handler for `method` and `path`. It is called on the server's thread.
    void on(const std::string& method, const std::string& path, request_handler handler);

    /// The number of requests of a route.
    [[nodiscard]] std::size_t count(const std::string& method, const std::string& path) const;
    /// The requests of a route, in the order of arrival.
    [[nodiscard]] std::vector<received_request> requests(const std::string& method,
                                                         const std::string& path) const;
    /// All requests in the order of arrival, without queries: "PUT /latest/api/token", … Includes requests
    /// without a route.
    [[nodiscard]] std::vector<std::string> asked() const;

    /// The server of this service, for stalls, connections and waits.
    [[nodiscard]] fault_server& server() noexcept { return *server_; }

 private:
    struct routes;

    explicit scripted_service(std::unique_ptr<fault_server> server);

    std::shared_ptr<routes> routes_;
    std::unique_ptr<fault_server> server_;
};

}  // namespace dynaco::test
