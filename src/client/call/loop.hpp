#pragma once

#include "client/call/gate.hpp"
#include "client/call/signed_routes.hpp"
#include "client/route/node_list.hpp"
#include "retry/retry_quota.hpp"
#include "retry/send_rate.hpp"
#include "sigv4/skew_state.hpp"
#include "transport/context_end.hpp"
#include "transport/effects.hpp"
#include "transport/transport.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/stream.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::detail {

class call_loop;

/// The parts that the call loop uses.
struct call_loop_parts {
    std::shared_ptr<transport::transport> connections;
    std::shared_ptr<credentials_provider> credentials;
    std::shared_ptr<effects> world;  ///< Shared with work that a call leaves in the background.
    identity::endpoint endpoint;     ///< The endpoint of requests without a known account.
    endpoint_rule rule{};            ///< Finds the endpoints of other requests; empty: `endpoint` for all.
    std::shared_ptr<node_list> nodes{};   ///< The nodes of the cluster; null without a cluster.
    std::string execution_environment{};  ///< AWS_EXECUTION_ENV, for the User-Agent.
    std::string features{};               ///< More features for the User-Agent: "N,P", for example.
    std::shared_ptr<transport::context_executor> executor{};  ///< The client's; null: each call's own.
    std::shared_ptr<call_loop> streams{};  ///< The loop for DynamoDB Streams, if it has its own endpoint.
};

/// The loop that every request passes through: credentials, connection, signature, exchange, verdict, retry.
/// Thread-safe.
class call_loop {
 public:
    using recycles_frames = void;  // of its coroutines

    /// @throws error  errc::invalid_argument
    call_loop(call_loop_parts parts, const client_options& options);

    /// Returns the loop for operations with this target: this loop or that of DynamoDB Streams.
    [[nodiscard]] call_loop& of_target(std::string_view target) noexcept {
        return parts_.streams && target == streams_target ? *parts_.streams : *this;
    }
    /// Makes a call. `keep_alive` is held until the call ends. `shared_end` is a deadline that several calls
    /// share.
    boost::asio::awaitable<result<reply>> run(
        encoded_request request, call_options options, std::shared_ptr<const void> keep_alive,
        transport::steady_time shared_end = transport::steady_time::max());
    [[nodiscard]] const std::string& endpoint() const noexcept { return *routes_.usual()->url; }
    /// The client's executor. Empty if the client has none, or if its execution context was destroyed.
    [[nodiscard]] boost::asio::any_io_executor executor() const {
        return parts_.executor ? parts_.executor->get() : boost::asio::any_io_executor();
    }
    [[nodiscard]] const std::string& table_prefix() const noexcept { return table_prefix_; }
    /// The deadline, timeout and attempts of calls that do not set them.
    [[nodiscard]] const call_options& limits() const noexcept { return limits_; }
    [[nodiscard]] effects& world() noexcept { return *parts_.world; }
    void close() noexcept;
    /// Closes when the running calls have ended or `patience` has passed. @returns whether all calls had
    /// ended.
    boost::asio::awaitable<bool> shutdown(std::chrono::milliseconds patience,
                                          std::shared_ptr<const void> keep_alive);
    boost::asio::awaitable<result<std::size_t>> warm_up(std::size_t connections, call_options options,
                                                        std::shared_ptr<const void> keep_alive);
    void close_idle_connections() noexcept { parts_.connections->drop_all_idle(); }
    [[nodiscard]] client_connections connections() const;

 private:
    class progress;

    // Why an attempt failed. `sent`: the service may have received part of the request.
    struct attempt_failure {
        failure why;
        bool sent;
        std::string retry_after;
    };

    // Waits until the limiter of adaptive mode lets the attempt pass. @returns why the attempt must not be
    // made.
    boost::asio::awaitable<std::optional<failure>> wait_for_turn(progress& p);
    // Loads credentials again after the service has refused these. @returns the failure that ends the call;
    // nothing if the call makes another attempt.
    boost::asio::awaitable<std::optional<failure>> refresh_credentials(
        progress& p, const std::shared_ptr<const credentials>& refused);
    // The connection to the usual endpoint that a call gets before its state is made, or why there is none.
    struct first_connection {
        transport::steady_time begun;
        std::optional<result<transport::lease>> got{};
        bool waits = false;  // the call must wait for a connection
    };
    void take_idle(first_connection& first, bool writes);
    [[nodiscard]] transport::steady_time deadline_of(const call_options& options,
                                                     transport::steady_time begun,
                                                     transport::steady_time shared_end) const;
    // The arguments must live until the call ends.
    boost::asio::awaitable<result<reply>> run_attempts(encoded_request& request, const call_options& options,
                                                       transport::steady_time shared_end,
                                                       first_connection& given);
    failure canceled_early(encoded_request& request, const call_options& options,
                           transport::steady_time begun, transport::steady_time shared_end);
    // Takes the connection of an attempt, unless the call is cancelled or its deadline has passed.
    static std::optional<attempt_failure> accept(const progress& p, result<transport::lease>& from,
                                                 bool canceled, std::optional<transport::lease>& connection);
    // Sends a request on `connection` from the context of `caller`. `connection` is empty afterwards if the
    // exchange has not ended, or if the client's context has ended.
    boost::asio::awaitable<transport::exchange_result> exchange(const boost::asio::any_io_executor& caller,
                                                                std::optional<transport::lease>& connection,
                                                                std::string_view head, std::string_view body,
                                                                transport::steady_time deadline) const;
    // Handles a request without a response. Returns nothing if it is sent again on another connection.
    std::optional<attempt_failure> lost(progress& p, const transport::origin& to,
                                        std::optional<transport::lease>& connection,
                                        const transport::exchange_result& exchange);
    // Judges a response. Returns nothing if it is a success; its body is decompressed then.
    std::optional<attempt_failure> judge(std::optional<transport::lease>& connection,
                                         const operation_info& asked, wire::response& response) const;
    result<void> verdict_on(const operation_info& asked, wire::response& response) const;

    call_loop_parts parts_;
    const std::shared_ptr<call_gate> gate_;  // shared with the loop for DynamoDB Streams
    const retry_policy retry_;
    const call_options limits_;
    const std::string table_prefix_;
    signed_routes routes_;
    const bool correct_clock_skew_;
    const bool accept_gzip_;
    const std::size_t max_reply_size_;
    const std::shared_ptr<observer> observer_;  // null: no observer
    // True if a call takes its connection before its state is made: only if the endpoint does not depend on
    // anything else.
    const bool takes_connection_first_;
    retry::retry_quota quota_;
    sigv4::shared_skew skew_;
    const std::unique_ptr<retry::send_rate_limiter> send_rates_;  // only set in adaptive mode
};

/// Makes a call loop with real connections. Tests pass their own `world`.
/// @throws error  errc::missing_region, errc::invalid_endpoint, errc::invalid_ca_file, errc::invalid_proxy,
///                errc::invalid_argument
[[nodiscard]] std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                                        const client_options& options,
                                                        std::shared_ptr<effects> world = nullptr);

}  // namespace dynaco::detail
