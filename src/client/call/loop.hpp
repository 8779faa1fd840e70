#pragma once

#include "client/call/gate.hpp"
#include "client/route/node_list.hpp"
#include "client/route/table.hpp"
#include "retry/retry_quota.hpp"
#include "retry/send_rate.hpp"
#include "sigv4/request_signer.hpp"
#include "sigv4/skew_state.hpp"
#include "transport/context_end.hpp"
#include "transport/effects.hpp"
#include "transport/transport.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/stream.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::detail {

class call_loop;

/// What the call loop works with.
struct call_loop_parts {
    std::shared_ptr<transport::transport> connections;
    std::shared_ptr<credentials_provider> credentials;
    std::shared_ptr<effects> world;       ///< Shared with what a call leaves behind.
    identity::endpoint endpoint;          ///< Where requests go that no account is known of.
    endpoint_rule rule{};                 ///< Where others go; empty: to the same place.
    std::shared_ptr<node_list> nodes{};   ///< The nodes of that place, if it has several.
    std::string execution_environment{};  ///< AWS_EXECUTION_ENV, for the User-Agent.
    std::string features{};               ///< For the User-Agent, beside those of retries: "N,P".
    std::shared_ptr<transport::context_executor> executor{};  ///< The client's; without, each call's own.
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
    /// `keep_alive` lives as long as the call. `shared_end`: of several calls that share one deadline.
    boost::asio::awaitable<result<reply>> run(
        encoded_request request, call_options options, std::shared_ptr<const void> keep_alive,
        transport::steady_time shared_end = transport::steady_time::max());
    [[nodiscard]] const std::string& endpoint() const noexcept { return *routes_.usual()->url; }
    [[nodiscard]] const std::string& table_prefix() const noexcept { return table_prefix_; }
    /// The limits of calls that have none of their own.
    [[nodiscard]] const call_options& limits() const noexcept { return limits_; }
    [[nodiscard]] effects& world() noexcept { return *parts_.world; }
    void close() noexcept;
    /// Closes when the calls under way have ended, or `patience` has. @returns whether all had ended.
    boost::asio::awaitable<bool> shutdown(std::chrono::milliseconds patience,
                                          std::shared_ptr<const void> keep_alive);
    boost::asio::awaitable<result<std::size_t>> warm_up(std::size_t connections, call_options options,
                                                        std::shared_ptr<const void> keep_alive);
    void close_idle_connections() noexcept { parts_.connections->drop_all_idle(); }
    [[nodiscard]] client_connections connections() const;

 private:
    class progress;

    // Where an attempt goes, and what signs it; nothing does for anonymous credentials.
    struct bearings {
        route_ptr where;
        std::shared_ptr<const sigv4::request_signer> signer;
    };

    // Why an attempt failed. `sent`: some of the request may have reached the service.
    struct attempt_failure {
        failure why;
        bool sent;
        std::string retry_after;
    };

    // Until the limiter of adaptive mode lets the attempt pass. @returns why it may not be made at all.
    boost::asio::awaitable<std::optional<failure>> wait_for_turn(progress& p);
    // After the service has refused these: others, if the provider has any. @returns why there is no other
    // attempt.
    boost::asio::awaitable<std::optional<failure>> refresh_credentials(
        progress& p, const std::shared_ptr<const credentials>& refused);
    // A connection to the usual place that a call has before its state is made, or why there is none.
    struct first_connection {
        transport::steady_time begun;
        std::optional<result<transport::lease>> got{};
        bool waits = false;  // for one in use
    };
    void take_idle(first_connection& first);
    [[nodiscard]] transport::steady_time deadline_of(const call_options& options,
                                                     transport::steady_time begun,
                                                     transport::steady_time shared_end) const;
    // The arguments live as long as the call.
    boost::asio::awaitable<result<reply>> run_attempts(encoded_request& request, const call_options& options,
                                                       transport::steady_time shared_end,
                                                       first_connection& given);
    failure canceled_early(encoded_request& request, const call_options& options,
                           transport::steady_time begun, transport::steady_time shared_end);
    // The connection of an attempt that is given up neither by its caller nor by its time.
    static std::optional<attempt_failure> accept(const progress& p, result<transport::lease>& from,
                                                 bool canceled, std::optional<transport::lease>& connection);
    // What became of a request without a reply; nothing if it goes out again, on another connection.
    std::optional<attempt_failure> lost(progress& p, const transport::origin& to,
                                        transport::lease& connection,
                                        const transport::exchange_result& exchange);
    // Nothing if the reply is an answer to what was asked; its body is decompressed then.
    std::optional<attempt_failure> judge(transport::lease& connection, const operation_info& asked,
                                         wire::response& response) const;
    result<void> verdict_on(const operation_info& asked, wire::response& response) const;
    result<bearings> bearings_for(const std::shared_ptr<const credentials>& keys,
                                  const encoded_request& request);
    recycled_string sign(progress& p, const credentials& keys, const bearings& to);

    call_loop_parts parts_;
    const std::shared_ptr<call_gate> gate_;  // one with the loop for DynamoDB Streams
    const retry_policy retry_;
    const call_options limits_;
    const std::string table_prefix_;
    route_table routes_;
    const bool correct_clock_skew_;
    const bool accept_gzip_;
    const std::size_t max_reply_size_;
    const std::shared_ptr<observer> observer_;  // null: nobody observes
    // Before the call's state is made; where the way to a connection depends on nothing else.
    const bool takes_connection_first_;
    retry::retry_quota quota_;
    sigv4::shared_skew skew_;
    const std::unique_ptr<retry::send_rate_limiter> send_rates_;  // in adaptive mode only

    std::mutex bearings_mutex_;  // guards the two below
    std::shared_ptr<const credentials> bearings_of_;
    bearings bearings_{};  // of requests that name no ARN
};

/// A call loop over real connections; tests bring a `world` of their own.
/// @throws error  errc::missing_region, errc::invalid_endpoint, errc::invalid_ca_file, errc::invalid_proxy,
///                errc::invalid_argument
[[nodiscard]] std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                                        const client_options& options,
                                                        std::shared_ptr<effects> world = nullptr);

}  // namespace dynaco::detail
