#include "client/call/loop.hpp"
#include "client/configuration/check_options.hpp"
#include "client/configuration/configuration.hpp"
#include "core/longest_time.hpp"
#include "identity/chain/default_source.hpp"
#include "identity/machine/http.hpp"
#include "identity/machine/proxy.hpp"
#include "transport/pool/pool.hpp"
#include "transport/tls/context.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace dynaco::detail {
namespace {

transport::pool_options make_pooling(const client_options& o) {
    return {.limits = {.max_connections = o.max_connections,
                       .max_per_origin = o.max_connections_per_endpoint > 0 ? o.max_connections_per_endpoint
                                                                            : o.max_connections,
                       .max_waiting = o.max_waiting_calls,
                       .idle_timeout = bounded(o.idle_timeout),
                       .max_age = bounded(o.max_connection_age)},
            .connect_timeout = bounded(o.connect_timeout),
            .wait_timeout = bounded(o.pool_timeout),
            .seed = std::random_device()()};
}

// RFC 8305 §5: less would be a burst.
constexpr std::chrono::milliseconds min_attempt_delay(10);

transport::connection_setup make_setup(const boost::asio::any_io_executor& executor, const client_options& o,
                                       const client_endpoints& endpoints, const identity::environment& env) {
    transport::connection_setup setup{
        .tls = nullptr,
        .dog = transport::watchdog::make(executor),
        .max_body = o.max_reply_size,
        .attempt_delay = std::max(bounded(o.connection_attempt_delay), min_attempt_delay),
        .proxy_of = identity::proxy_rules_of(o.proxy, env)};
    // An invalid proxy is an error now, not at the first call.
    for (const identity::endpoint* each : {&endpoints.dynamodb, &endpoints.streams})
        (void)setup.proxy_of(each->origin).value();
    if (endpoints.dynamodb.origin.tls || endpoints.streams.origin.tls)
        setup.tls = transport::make_tls_context(o.ca_file, o.verify_tls).value();
    return setup;
}

std::shared_ptr<credentials_provider> make_credentials(const resolved_client& c,
                                                       const identity::machine& machine) {
    if (c.options.credentials) return c.options.credentials;
    auto source = identity::default_source(
        {.profile = c.options.profile, .region = c.options.region, .mfa = c.options.mfa}, machine);
    return identity::refreshing(with_late_region(std::move(source), c, machine), machine.world);
}

std::shared_ptr<node_list> make_nodes(const boost::asio::any_io_executor& executor, const client_options& o,
                                      const identity::machine& machine) {
    if (o.alternator.nodes.empty()) return nullptr;
    auto http = identity::machine_http({.ca_file = o.ca_file, .verify_tls = o.verify_tls, .proxy = o.proxy},
                                       machine.env);
    return node_list::make({.executor = executor, .http = std::move(http), .world = machine.world},
                           o.alternator)
        .value();
}

// Ids of the AWS SDKs' business metrics: a custom endpoint, or the mode of account endpoints.
std::string features_of(const endpoint_choice& c) {
    if (c.url) return "N";
    switch (c.account_mode) {
        case account_id_endpoint_mode::preferred: return "P";
        case account_id_endpoint_mode::disabled: return "Q";
        case account_id_endpoint_mode::required: return "R";
    }
    return {};
}

}  // namespace

std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                          const client_options& given, std::shared_ptr<effects> world) {
    check_options(given);
    identity::machine machine = identity::this_machine();
    if (world) machine.world = std::move(world);
    const resolved_client resolved = resolve_client(given, machine).value();
    const client_options& options = resolved.options;
    machine.http = http_for_credentials(options, machine.env);
    const client_endpoints endpoints = endpoints_of(resolved.endpoints, resolved.late_region).value();
    const auto connections = transport::pool::make(
        executor, make_setup(executor, options, endpoints, machine.env), make_pooling(options));
    const auto credentials = make_credentials(resolved, machine);

    call_loop_parts parts{.connections = connections,
                          .credentials = credentials,
                          .world = machine.world,
                          .endpoint = endpoints.streams,
                          .rule = endpoints.streams_rule,
                          .execution_environment = machine.env("AWS_EXECUTION_ENV"),
                          .features = features_of(resolved.endpoints),
                          .executor = transport::context_executor::of(executor)};
    const bool same = endpoints.streams.origin == endpoints.dynamodb.origin &&
                      endpoints.streams.path == endpoints.dynamodb.path && !endpoints.streams_rule;
    if (!same) parts.streams = std::make_shared<call_loop>(parts, options);
    parts.endpoint = endpoints.dynamodb;
    parts.rule = endpoints.rule;
    parts.nodes = make_nodes(executor, options, machine);
    return std::make_shared<call_loop>(std::move(parts), options);
}

}  // namespace dynaco::detail
