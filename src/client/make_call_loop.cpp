#include "client/call_loop.hpp"
#include "identity/proxy.hpp"
#include "identity/retry_settings.hpp"
#include "transport/pool.hpp"
#include "transport/tls_context.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace dynaco {
namespace {

void validate(const client_options& o) {
    const auto require = [](bool holds, const char* what) {
        if (!holds) throw error(errc::invalid_argument, {.detail = what});
    };
    require(o.max_connections > 0, "client_options::max_connections must be at least 1");
    require(o.max_connections_per_endpoint <= o.max_connections,
            "client_options::max_connections_per_endpoint must not exceed max_connections");
    require(o.idle_timeout.count() >= 0, "client_options::idle_timeout must not be negative");
    require(o.max_connection_age.count() >= 0, "client_options::max_connection_age must not be negative");
    require(o.retry.max_attempts >= 0, "client_options::retry.max_attempts must not be negative");
    require(o.connect_timeout.count() > 0, "client_options::connect_timeout must be positive");
    require(o.connection_attempt_delay.count() > 0,
            "client_options::connection_attempt_delay must be positive");
    require(o.pool_timeout.count() > 0, "client_options::pool_timeout must be positive");
    require(o.attempt_timeout.count() > 0, "client_options::attempt_timeout must be positive");
    require(o.deadline.count() > 0, "client_options::deadline must be positive");
}

// More than a year is for ever, and might overflow the clock.
std::chrono::milliseconds bounded(std::chrono::milliseconds time) {
    return std::min<std::chrono::milliseconds>(time, std::chrono::hours(24 * 365));
}

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

// A proxy that is none is told at once, not by the first call.
transport::proxy_rules proxies_for(const client_options& o, const std::vector<transport::origin>& origins,
                                   const identity::environment& env) {
    transport::proxy_rules rules = identity::proxy_rules_of(o.proxy, env);
    for (const transport::origin& to : origins) (void)rules(to).value();
    return rules;
}

transport::connection_setup make_setup(const boost::asio::any_io_executor& executor, const client_options& o,
                                       const std::vector<transport::origin>& origins,
                                       const identity::environment& env) {
    transport::connection_setup setup{
        .tls = nullptr,
        .dog = std::make_shared<transport::watchdog>(executor),
        .max_body = o.max_reply_size,
        .attempt_delay = std::max(bounded(o.connection_attempt_delay), min_attempt_delay),
        .proxy_of = proxies_for(o, origins, env)};
    if (std::ranges::any_of(origins, &transport::origin::tls))
        setup.tls =
            transport::make_tls_context(o.ca_file.empty() ? env("AWS_CA_BUNDLE") : o.ca_file, o.verify_tls)
                .value();
    return setup;
}

bool is_true(std::string value) {
    std::ranges::transform(value, value.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return value == "true";
}

// What the environment decides where the caller left it open.
client_options with_environment(client_options options, const identity::environment& env) {
    if (is_true(env("AWS_DISABLE_CLOCK_SKEW_CORRECTION"))) options.correct_clock_skew = false;
    return options;
}

}  // namespace

std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                          const client_options& given, std::shared_ptr<effects> world) {
    validate(given);
    if (!world) world = real_effects();
    const auto env = identity::process_environment();
    client_options options = given;
    if (options.app_id.empty()) options.app_id = env("AWS_SDK_UA_APP_ID");
    options.retry = identity::resolve_retry(given.retry, env).value();
    const auto endpoint =
        identity::resolve_endpoint(options.endpoint, identity::resolve_region(options.region, env), env)
            .value();
    const auto streams =
        identity::resolve_streams_endpoint(options.streams_endpoint, options.endpoint.empty(), endpoint, env)
            .value();
    const auto connections = std::make_shared<transport::pool>(
        executor, make_setup(executor, options, {endpoint.origin, streams.origin}, env),
        make_pooling(options));
    const auto credentials = options.credentials ? options.credentials : environment_credentials();
    const client_options settled = with_environment(options, env);
    const auto loop_at = [&](identity::endpoint where, std::shared_ptr<call_loop> beside) {
        call_loop_parts parts{.connections = connections,
                              .credentials = credentials,
                              .world = world,
                              .endpoint = std::move(where),
                              .execution_environment = env("AWS_EXECUTION_ENV"),
                              .streams = std::move(beside)};
        return std::make_shared<call_loop>(std::move(parts), settled);
    };
    const bool same = streams.origin == endpoint.origin && streams.path == endpoint.path;
    return loop_at(endpoint, same ? nullptr : loop_at(streams, nullptr));
}

}  // namespace dynaco
