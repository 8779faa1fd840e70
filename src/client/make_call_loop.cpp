#include "client/call_loop.hpp"
#include "transport/pooled_transport.hpp"
#include "transport/tls_context.hpp"

#include <algorithm>

namespace dynaco {
namespace {

void validate(const client_options& o) {
    const auto require = [](bool holds, const char* what) {
        if (!holds) throw error(errc::invalid_argument, {.detail = what});
    };
    require(o.max_connections > 0, "client_options::max_connections must be at least 1");
    require(o.retry.max_attempts >= 0, "client_options::retry.max_attempts must not be negative");
    require(o.connect_timeout.count() > 0, "client_options::connect_timeout must be positive");
    require(o.pool_timeout.count() > 0, "client_options::pool_timeout must be positive");
    require(o.attempt_timeout.count() > 0, "client_options::attempt_timeout must be positive");
    require(o.deadline.count() > 0, "client_options::deadline must be positive");
}

// More than a year is for ever, and might overflow the clock.
std::chrono::milliseconds bounded(std::chrono::milliseconds time) {
    return std::min<std::chrono::milliseconds>(time, std::chrono::hours(24 * 365));
}

transport::connection_setup make_setup(const boost::asio::any_io_executor& executor, const client_options& o,
                                       bool tls, const identity::environment& env) {
    transport::connection_setup setup{
        .tls = nullptr, .dog = std::make_shared<transport::watchdog>(executor), .max_body = o.max_reply_size};
    if (tls)
        setup.tls =
            transport::make_tls_context(o.ca_file.empty() ? env("AWS_CA_BUNDLE") : o.ca_file, o.verify_tls)
                .value();
    return setup;
}

}  // namespace

std::shared_ptr<call_loop> make_call_loop(const boost::asio::any_io_executor& executor,
                                          const client_options& options, std::unique_ptr<effects> world) {
    validate(options);
    const auto env = identity::process_environment();
    const auto endpoint =
        identity::resolve_endpoint(options.endpoint, identity::resolve_region(options.region, env), env)
            .value();
    const transport::pool_options pooling{
        .limits = {.max_connections = options.max_connections, .idle_timeout = bounded(options.idle_timeout)},
        .connect_timeout = bounded(options.connect_timeout),
        .wait_timeout = bounded(options.pool_timeout)};
    const auto streams =
        identity::resolve_streams_endpoint(options.streams_endpoint, options.endpoint.empty(), endpoint, env)
            .value();
    const auto connections = std::make_shared<transport::pooled_transport>(
        executor, make_setup(executor, options, endpoint.origin.tls || streams.origin.tls, env), pooling);
    const auto credentials = options.credentials ? options.credentials : environment_credentials();
    const auto loop_at = [&](identity::endpoint where, std::shared_ptr<call_loop> beside) {
        call_loop_parts parts{.connections = connections,
                              .credentials = credentials,
                              .world = world ? std::move(world) : real_effects(),
                              .endpoint = std::move(where),
                              .streams = std::move(beside)};
        return std::make_shared<call_loop>(std::move(parts), options);
    };
    const bool same = streams.origin == endpoint.origin && streams.path == endpoint.path;
    return loop_at(endpoint, same ? nullptr : loop_at(streams, nullptr));
}

}  // namespace dynaco
