#pragma once

#include "support/fault_server/fault_server.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dynaco::test {

/// An HTTP service on 127.0.0.1 with routes: instance metadata, a container's agent, STS, SSO. Every fault of
/// `reply` can be an answer. All functions may be called from any thread.
///
///     scripted_service metadata;
///     metadata.on("PUT", "/latest/api/token", reply{"AQ=="});
///     metadata.on("GET", "/latest/meta-data/iam/security-credentials/",
///                 {reply{}.status(500), reply{"web-server"}});
class scripted_service {
 public:
    /// Speaks plain HTTP.
    scripted_service();
    /// Speaks TLS, as "localhost", with an authority of its own: see `ca_pem_file`.
    explicit scripted_service(const tls_options& options);
    ~scripted_service();
    scripted_service(const scripted_service&) = delete;
    scripted_service& operator=(const scripted_service&) = delete;

    /// "http://127.0.0.1:PORT", or "https://localhost:PORT".
    [[nodiscard]] std::string url() const { return server_->url(); }
    [[nodiscard]] std::uint16_t port() const noexcept { return server_->port(); }
    [[nodiscard]] std::filesystem::path ca_pem_file() const { return server_->ca_pem_file(); }

    /// From now on the answer to `method` and `path`, whatever the query. A request that has no route is
    /// answered with 404.
    void on(const std::string& method, const std::string& path, reply always);
    /// One after another; the last one from then on. There must be one.
    void on(const std::string& method, const std::string& path, std::vector<reply> in_turn);
    /// Computed; called on the server's thread.
    void on(const std::string& method, const std::string& path, request_handler handler);

    /// How often this was asked for.
    [[nodiscard]] std::size_t count(const std::string& method, const std::string& path) const;
    /// The requests of a route, in order of arrival.
    [[nodiscard]] std::vector<received_request> requests(const std::string& method,
                                                         const std::string& path) const;
    /// "PUT /latest/api/token", … in order of arrival, without queries; routes or not.
    [[nodiscard]] std::vector<std::string> asked() const;

    /// The server behind it: stalls, connections, waits.
    [[nodiscard]] fault_server& server() noexcept { return *server_; }

 private:
    struct routes;

    explicit scripted_service(std::unique_ptr<fault_server> server);

    std::shared_ptr<routes> routes_;
    std::unique_ptr<fault_server> server_;
};

}  // namespace dynaco::test
