#include "identity/endpoint.hpp"

#include "identity/authority.hpp"

#include <algorithm>
#include <cctype>

namespace dynaco::identity {
namespace {

// Without what may be a password: an error is no place for it.
std::string without_userinfo(std::string_view url) {
    const auto at = url.rfind('@');
    if (at == std::string_view::npos) return std::string(url);
    const auto scheme = url.substr(0, at).find("://");
    const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    return std::string(url.substr(0, begin)) + "***" + std::string(url.substr(at));
}

failure bad_url(std::string_view url, std::string_view why) {
    return {errc::invalid_endpoint, {.detail = '"' + without_userinfo(url) + "\": " + std::string(why)}};
}

bool is_dns_label(std::string_view text) {
    const auto valid = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; };
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, valid);
}

// The partitions' DNS suffixes by the start of the region's name (partitions.json).
std::string_view dns_suffix(std::string_view region) {
    if (region.starts_with("cn-")) return "amazonaws.com.cn";
    if (region.starts_with("eusc-")) return "amazonaws.eu";
    if (region.starts_with("us-iso-")) return "c2s.ic.gov";
    if (region.starts_with("us-isob-")) return "sc2s.sgov.gov";
    if (region.starts_with("eu-isoe-")) return "cloud.adc-e.uk";
    if (region.starts_with("us-isof-")) return "csp.hci.ic.gov";
    return "amazonaws.com";
}

result<endpoint> regional_endpoint(std::string_view region) {
    if (region.empty()) return failure(errc::missing_region, {});
    if (!is_dns_label(region))
        return failure(errc::missing_region,
                       {.detail = '"' + std::string(region) + "\" is not the name of a region"});
    if (region == "local")
        return endpoint{.origin = {.tls = false, .host = "localhost", .port = 8000},
                        .signing_region = "us-east-1"};
    return endpoint{
        .origin = {.host = "dynamodb." + std::string(region) + '.' + std::string(dns_suffix(region))},
        .signing_region = std::string(region)};
}

bool ignores_configured(const environment& env) {
    return lower(env("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) == "true";
}

// AWS's streams host beside one of its DynamoDB hosts (endpoint-rule-set-1.json); other hosts serve both.
std::string streams_host(const std::string& host) {
    const bool regional = host.starts_with("dynamodb.") || host.starts_with("dynamodb-fips.");
    if (!regional) return host;
    for (const std::string_view dual_stack : {".api.aws", ".api.amazonwebservices.com.cn"})
        if (host.ends_with(dual_stack)) return "streams-" + host;
    for (const std::string_view suffix : {"amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "c2s.ic.gov",
                                          "sc2s.sgov.gov", "cloud.adc-e.uk", "csp.hci.ic.gov"})
        if (host.ends_with('.' + std::string(suffix))) return "streams." + host;
    return host;
}

}  // namespace

std::string resolve_region(std::string_view configured, const environment& env) {
    if (!configured.empty()) return std::string(configured);
    std::string region = env("AWS_REGION");
    return region.empty() ? env("AWS_DEFAULT_REGION") : region;
}

result<endpoint> parse_endpoint(std::string_view url) {
    endpoint e;
    const auto colon = url.find("://");
    if (colon == std::string_view::npos) return bad_url(url, "the scheme is missing");
    const std::string scheme = lower(url.substr(0, colon));
    if (scheme != "http" && scheme != "https") return bad_url(url, "the scheme is neither http nor https");
    e.origin.tls = scheme == "https";
    e.origin.port = e.origin.tls ? 443 : 80;
    const std::string_view rest = url.substr(colon + 3);
    if (rest.find_first_of("?#") != std::string_view::npos) return bad_url(url, "a query is not supported");
    const auto slash = rest.find('/');
    const std::string_view server = rest.substr(0, slash);
    if (server.find('@') != std::string_view::npos) return bad_url(url, "userinfo is not supported");
    const auto where = parse_authority(server, e.origin.port);
    if (!where) return bad_url(url, where.error().diagnostics().detail);
    e.origin.host = where->host;
    e.origin.port = where->port;
    if (slash != std::string_view::npos) {
        const auto bad = [](unsigned char c) { return c <= ' ' || c >= 127; };
        e.path = rest.substr(slash);
        if (std::ranges::any_of(e.path, bad)) return bad_url(url, "the path is not valid");
        while (e.path.size() > 1 && e.path.ends_with('/')) e.path.pop_back();
    }
    return e;
}

result<endpoint> resolve_endpoint(std::string_view configured, std::string_view region,
                                  const environment& env) {
    std::string url(configured);
    if (url.empty() && !ignores_configured(env)) {
        url = env("AWS_ENDPOINT_URL_DYNAMODB");
        if (url.empty()) url = env("AWS_ENDPOINT_URL");
    }
    if (url.empty()) return regional_endpoint(region);
    auto parsed = parse_endpoint(url);
    if (!parsed) return parsed;
    // A local or compatible service has no region of its own, but the signature needs one.
    parsed->signing_region = region.empty() || region == "local" ? "us-east-1" : std::string(region);
    return parsed;
}

result<endpoint> resolve_streams_endpoint(std::string_view configured, bool use_environment,
                                          const endpoint& dynamodb, const environment& env) {
    std::string url(configured);
    if (url.empty() && use_environment && !ignores_configured(env))
        url = env("AWS_ENDPOINT_URL_DYNAMODB_STREAMS");
    if (url.empty()) {
        endpoint streams = dynamodb;
        streams.origin.host = streams_host(dynamodb.origin.host);
        return streams;
    }
    auto parsed = parse_endpoint(url);
    if (parsed) parsed->signing_region = dynamodb.signing_region;
    return parsed;
}

}  // namespace dynaco::identity
