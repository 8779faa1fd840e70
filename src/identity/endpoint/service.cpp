#include "identity/endpoint/service.hpp"

#include "identity/endpoint/rules.hpp"
#include "identity/endpoint/service_rules.hpp"
#include "identity/profile/configured_url.hpp"
#include "identity/text/host.hpp"

#include <optional>
#include <string>

namespace dynaco::identity {
namespace {

// The name of the service in `services` sections of the shared files.
std::string_view name_of(credentials_service which) {
    switch (which) {
        case credentials_service::sts: return "sts";
        case credentials_service::sso: return "sso";
        case credentials_service::sso_oidc: return "sso_oidc";
        case credentials_service::signin: break;
    }
    return "signin";
}

// "legacy" means the global endpoint, in the regions that once had no other one.
result<bool> uses_global_sts(const settings& configured) {
    const auto found = configured.find("AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints");
    if (!found) return false;
    const std::string value = lower(found->value);
    if (value == "legacy" || value == "regional") return value == "legacy";
    return failure(errc::invalid_configuration,
                   {.detail = found->source + ": \"" + found->value +
                              "\" is not a valid value of sts_regional_endpoints; use regional or legacy"});
}

// The settings that choose among the hosts of `region`.
result<endpoint_parameters> parameters_of(std::string_view region, const settings& configured) {
    const auto fips = configured.flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
    if (!fips) return fips.error();
    const auto dual_stack = configured.flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
    if (!dual_stack) return dual_stack.error();
    return endpoint_parameters{
        .region = region, .use_fips = fips->value_or(false), .use_dual_stack = dual_stack->value_or(false)};
}

result<endpoint> regional(std::string_view name, const endpoint_parameters& given) {
    if (const auto usable = check_region(given.region); !usable) return usable.error();
    return aws_endpoint(regional_host(name, given), given.region);
}

result<endpoint> sts(const endpoint_parameters& given, const settings& configured) {
    const auto global = uses_global_sts(configured);
    if (!global) return global.error();
    return sts_endpoint(given, *global);
}

result<endpoint> from_url(const setting& url, std::string_view region) {
    auto own = own_endpoint({.region = region, .endpoint = url.value});
    if (!own)
        return failure(own.error().cause(), {.detail = url.source + ": " + own.error().diagnostics().detail});
    return own;
}

}  // namespace

result<endpoint> service_endpoint(credentials_service which, std::string_view region,
                                  const settings& configured) {
    const auto url = configured_endpoint_url(name_of(which), configured);
    if (!url) return url.error();
    if (*url) return from_url(**url, region);
    const auto given = parameters_of(region, configured);
    if (!given) return given.error();
    switch (which) {
        case credentials_service::sts: return sts(*given, configured);
        case credentials_service::sso: return regional("portal.sso", *given);
        case credentials_service::sso_oidc: return regional("oidc", *given);
        case credentials_service::signin: break;
    }
    return signin_endpoint(*given);
}

}  // namespace dynaco::identity
