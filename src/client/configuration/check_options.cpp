#include "client/configuration/check_options.hpp"

#include <dynaco/errors.hpp>

namespace dynaco::detail {

void check_options(const client_options& o) {
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
    require(o.endpoint.empty() || o.alternator.nodes.empty(),
            "client_options::endpoint and client_options::alternator cannot be used together");
}

}  // namespace dynaco::detail
