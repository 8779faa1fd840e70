#include "client/configuration/configuration.hpp"

#include "identity/chain/plan.hpp"
#include "identity/machine/http.hpp"
#include "wire/user_agent.hpp"

#include <utility>

namespace dynaco::detail {
namespace {

identity::decided_settings decided_by(const client_options& o) {
    return {.region = !o.region.empty(),
            .ca_file = !o.ca_file.empty(),
            .app_id = !o.app_id.empty(),
            .mode = o.retry.mode != retry_mode{},
            .max_attempts = o.retry.max_attempts != 0,
            .use_fips = o.use_fips.has_value(),
            .use_dual_stack = o.use_dual_stack.has_value(),
            .account_mode = o.account_id_endpoint_mode.has_value(),
            .disable_clock_skew_correction = !o.correct_clock_skew};
}

client_options completed(client_options o, const identity::client_settings& found) {
    if (o.ca_file.empty() && found.ca_file) o.ca_file = found.ca_file->value;
    if (o.app_id.empty() && found.app_id) o.app_id = found.app_id->value;
    if (const auto& off = found.disable_clock_skew_correction; off && off->value)
        o.correct_clock_skew = false;
    o.retry = identity::with_settings(o.retry, found);
    return o;
}

// The region is not configured, and credentials come from an instance, which also knows its region.
std::shared_ptr<identity::late_region> late_region_of(const resolved_client& c) {
    if (c.endpoints.region || c.endpoints.url || c.options.credentials) return nullptr;
    const auto plan = identity::plan_credentials(*c.settings);
    if (!plan || !plan->asks_instance()) return nullptr;
    return std::make_shared<identity::late_region>();
}

}  // namespace

result<resolved_client> resolve_client(const client_options& given, const identity::machine& machine) {
    auto settings = identity::load_settings(machine, given.profile);
    if (!settings) return settings.error();
    resolved_client c;
    c.settings = std::make_shared<const identity::settings>(std::move(*settings));
    auto found = identity::resolve_client_settings(*c.settings, decided_by(given));
    if (!found) return found.error();
    c.found = std::move(*found);
    auto endpoints = choose_endpoints(given, *c.settings, c.found);
    if (!endpoints) return endpoints.error();
    c.endpoints = std::move(*endpoints);
    c.options = completed(given, c.found);
    c.late_region = late_region_of(c);
    return c;
}

std::shared_ptr<identity::credentials_source> with_late_region(
    std::shared_ptr<identity::credentials_source> source, const resolved_client& c,
    const identity::machine& machine) {
    if (!c.late_region) return source;
    return identity::with_instance_region(std::move(source), c.late_region, c.settings, machine);
}

std::shared_ptr<identity::http_client> http_for_credentials(const client_options& completed,
                                                            const identity::environment& env) {
    const std::string execution_environment = env("AWS_EXECUTION_ENV");
    return identity::machine_http(
        {.ca_file = completed.ca_file,
         .proxy = completed.proxy,
         .user_agent =
             wire::user_agent({.app_id = completed.app_id, .execution_environment = execution_environment})},
        env);
}

}  // namespace dynaco::detail
