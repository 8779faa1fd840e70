#include "identity/endpoint/endpoint.hpp"

#include "identity/text/host.hpp"
#include "identity/text/redaction.hpp"

#include <algorithm>

namespace dynaco::identity {
namespace {

failure bad_url(std::string_view url, std::string_view why) {
    return {errc::invalid_endpoint, {.detail = '"' + redacted_url(url) + "\": " + std::string(why)}};
}

}  // namespace

result<endpoint> parse_endpoint(std::string_view url) {
    endpoint e;
    const auto colon = url.find("://");
    if (colon == std::string_view::npos)
        return bad_url(url, "the URL does not begin with http:// or https://");
    const std::string scheme = lower(url.substr(0, colon));
    if (scheme != "http" && scheme != "https") return bad_url(url, "the scheme is not http or https");
    e.origin.tls = scheme == "https";
    e.origin.port = e.origin.tls ? 443 : 80;
    const std::string_view rest = url.substr(colon + 3);
    if (rest.find_first_of("?#") != std::string_view::npos) return bad_url(url, "a query is not supported");
    const auto slash = rest.find('/');
    const std::string_view server = rest.substr(0, slash);
    if (server.find('@') != std::string_view::npos)
        return bad_url(url, "a user name or password is not supported");
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

}  // namespace dynaco::identity
