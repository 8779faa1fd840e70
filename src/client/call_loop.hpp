#pragma once

#include "client/effects.hpp"
#include "identity/endpoint.hpp"
#include "retry/retry_quota.hpp"
#include "transport/transport.hpp"

#include <dynaco/client/client_options.hpp>
#include <dynaco/client/reply.hpp>
#include <dynaco/operations/stream_description.hpp>
#include <dynaco/sigv4/request_signer.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace dynaco {

class call_loop;

/// What the call loop works with.
struct call_loop_parts {
    std::shared_ptr<transport::transport> connections;
    std::shared_ptr<credentials_provider> credentials;
    std::unique_ptr<effects> world;
    identity::endpoint endpoint;
    std::shared_ptr<call_loop> streams{};  ///< For DynamoDB Streams, where that has an endpoint of its own.
};

/// The one loop that every request goes through: credentials, connection, signature, exchange, verdict,
/// retry. Thread-safe.
class call_loop {
 public:
    /// @throws error  errc::invalid_argument
    call_loop(call_loop_parts parts, const client_options& options);

    /// The loop for operations with this target: this one, or that of DynamoDB Streams.
    [[nodiscard]] call_loop& of_target(std::string_view target) noexcept {
        return parts_.streams && target == streams_target ? *parts_.streams : *this;
    }
    /// `keep_alive` lives as long as the call.
    boost::asio::awaitable<result<reply>> run(encoded_request request, call_options options,
                                              std::shared_ptr<const void> keep_alive);
    [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_url_; }
    [[nodiscard]] const std::string& table_prefix() const noexcept { return table_prefix_; }
    [[nodiscard]] effects& world() noexcept { return *parts_.world; }
    void close() noexcept { parts_.connections->close(); }

 private:
    class progress;
    using signer_ptr = std::shared_ptr<const sigv4::request_signer>;

    // How one attempt ended. `sent`: some of the request may have reached the service.
    struct attempt_outcome {
        result<wire::response> response;
        bool sent;
        std::string retry_after;
    };

    boost::asio::awaitable<result<reply>> attempts(progress& p);
    boost::asio::awaitable<attempt_outcome> attempt(progress& p, const credentials& keys,
                                                    const sigv4::request_signer& signer);
    static attempt_outcome judge(transport::lease& connection, wire::response response);
    result<signer_ptr> signer_for(const std::shared_ptr<const credentials>& keys);
    std::string sign(const progress& p, const credentials& keys, const sigv4::request_signer& signer);

    call_loop_parts parts_;
    const retry_policy retry_;
    const call_options limits_;
    const std::string endpoint_url_;
    const std::string table_prefix_;
    const std::string host_;
    const std::string user_agent_;
    const std::string extra_header_lines_;
    retry::retry_quota quota_;

    std::mutex signer_mutex_;  // guards the two below
    std::shared_ptr<const credentials> signer_keys_;
    signer_ptr signer_;
};

/// A call loop over real connections; tests bring a `world` of their own.
/// @throws error  errc::missing_region, errc::invalid_endpoint, errc::invalid_ca_file, errc::invalid_argument
[[nodiscard]] std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                                        const client_options& options,
                                                        std::unique_ptr<effects> world = nullptr);

}  // namespace dynaco
