#include "identity/machine/proxy.hpp"

#include "core/ascii.hpp"
#include "identity/text/host.hpp"
#include "json/base64.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

std::optional<ip::address> address_of(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    error_code ec;
    const ip::address address = ip::make_address(std::string(text), ec);
    if (ec) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

bool is_in_block(const ip::address& address, std::string_view block) {
    error_code ec;
    if (address.is_v4()) {
        const auto network = ip::make_network_v4(std::string(block), ec);
        return !ec &&
               network.canonical() == ip::network_v4(address.to_v4(), network.prefix_length()).canonical();
    }
    const auto network = ip::make_network_v6(std::string(block), ec);
    return !ec && network.canonical() == ip::network_v6(address.to_v6(), network.prefix_length()).canonical();
}

// The entry without its ":port"; nothing if it has another port.
std::optional<std::string_view> without_port(std::string_view entry, std::uint16_t port) {
    const auto colon = entry.rfind(':');
    const auto bracket = entry.rfind(']');
    const bool bare_v6 = bracket == entry.npos && entry.find(':') != colon;
    if (colon == entry.npos || bare_v6 || (bracket != entry.npos && colon < bracket)) return entry;
    if (entry.substr(colon + 1) != std::to_string(port)) return std::nullopt;
    return entry.substr(0, colon);
}

bool is_in_domain(std::string_view host, std::string_view domain) {
    if (domain.starts_with("*.")) domain.remove_prefix(1);
    if (domain.starts_with('.')) domain.remove_prefix(1);
    if (domain.ends_with('.')) domain.remove_suffix(1);
    if (domain.empty() || !host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool matches(const transport::origin& to, std::string_view host, std::string_view entry) {
    if (entry == "*") return true;
    const auto address = address_of(host);
    if (entry.find('/') != entry.npos) return address && is_in_block(*address, entry);
    const auto name = without_port(entry, to.port);
    if (!name) return false;
    if (address) return address_of(*name) == address;
    return is_in_domain(host, *name);
}

std::string normal_host(std::string_view host) {
    std::string name = lower(host);
    if (name.ends_with('.')) name.pop_back();  // a fully qualified name
    return name;
}

}  // namespace

bool is_excepted(const transport::origin& to, std::string_view no_proxy) {
    const std::string host = normal_host(to.host);
    const std::string list = lower(no_proxy);
    for (std::string_view rest = list;;) {
        const auto comma = rest.find(',');
        const std::string_view entry = detail::trimmed(rest.substr(0, comma), " \t");
        if (!entry.empty() && matches(to, host, entry)) return true;
        if (comma == rest.npos) return false;
        rest.remove_prefix(comma + 1);
    }
}

bool is_loopback(std::string_view host) {
    if (const auto address = address_of(host)) return address->is_loopback();
    return is_in_domain(normal_host(host), "localhost");
}

namespace {

using transport::proxy;

failure bad_proxy(std::string_view why) { return {errc::invalid_proxy, {.detail = std::string(why)}}; }

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const std::string_view digits = text.substr(i + 1, 2);
        unsigned char byte = 0;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        if (digits.size() != 2 || error != std::errc{} || stop != digits.data() + 2) return std::nullopt;
        out += static_cast<char>(byte);
        i += 2;
    }
    return out;
}

// "user:password" as in the URL → the value of Proxy-Authorization (RFC 7617).
std::optional<std::string> basic_authorization(std::string_view userinfo) {
    const auto colon = userinfo.find(':');
    const auto user = percent_decoded(userinfo.substr(0, colon));
    const auto password = percent_decoded(colon == userinfo.npos ? "" : userinfo.substr(colon + 1));
    if (!user || !password || user->find(':') != user->npos) return std::nullopt;
    const std::string both = *user + ':' + *password;
    std::string value = "Basic ";
    detail::json::append_base64(value, std::as_bytes(std::span(both)));
    return value;
}

struct proxy_setting {
    std::string source;
    std::string url;
};

proxy_setting environment_setting(bool tls, const environment& env) {
    const bool is_cgi = !env("REQUEST_METHOD").empty();
    for (const char* const name :
         {tls ? "https_proxy" : "http_proxy", tls ? "HTTPS_PROXY" : "HTTP_PROXY", "all_proxy", "ALL_PROXY"}) {
        if (is_cgi && std::string_view(name) == "HTTP_PROXY") continue;
        if (std::string url = env(name); !url.empty()) return {name, std::move(url)};
    }
    return {};
}

bool is_excepted_by(const environment& env, const transport::origin& to) {
    std::string list = env("no_proxy");
    if (list.empty()) list = env("NO_PROXY");
    return is_loopback(to.host) || is_excepted(to, list);
}

}  // namespace

result<std::optional<proxy>> resolve_proxy(std::string_view configured, const transport::origin& to,
                                           const environment& env) {
    proxy_setting chosen{"client_options::proxy", std::string(configured)};
    if (configured == "none") return std::nullopt;
    if (configured.empty()) {
        chosen = environment_setting(to.tls, env);
        if (chosen.url.empty() || is_excepted_by(env, to)) return std::nullopt;
    }
    auto parsed = parse_proxy(chosen.url);
    if (!parsed) return bad_proxy(chosen.source + ": " + parsed.error().diagnostics().detail);
    return std::move(*parsed);
}

transport::proxy_rules proxy_rules_of(std::string configured, const environment& env) {
    std::map<std::string, std::string, std::less<>> variables;
    for (const char* const name : {"https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy",
                                   "ALL_PROXY", "no_proxy", "NO_PROXY", "REQUEST_METHOD"})
        variables.emplace(name, env(name));
    return
        [configured = std::move(configured), variables = std::move(variables)](const transport::origin& to) {
            return resolve_proxy(configured, to, [&variables](std::string_view name) {
                const auto at = variables.find(name);
                return at == variables.end() ? std::string() : at->second;
            });
        };
}

result<proxy> parse_proxy(std::string_view url) {
    constexpr std::uint16_t usual_port = 80;
    if (const auto colon = url.find("://"); colon != url.npos) {
        const std::string scheme = lower(url.substr(0, colon));
        if (scheme == "https")
            return bad_proxy("a connection to the proxy with TLS is not supported; use http://");
        if (scheme != "http") return bad_proxy("only http:// proxies are supported");
        url.remove_prefix(colon + 3);
    }
    proxy made;
    const auto slash = url.find('/', url.rfind('@') == url.npos ? 0 : url.rfind('@'));
    if (slash != url.npos) {
        if (url.size() > slash + 1) return bad_proxy("a path is not supported");
        url = url.substr(0, slash);
    }
    if (const auto at = url.rfind('@'); at != url.npos) {
        auto authorization = basic_authorization(url.substr(0, at));
        if (!authorization) return bad_proxy("the user name or password is not percent-encoded correctly");
        made.authorization = std::move(*authorization);
        url.remove_prefix(at + 1);
    }
    const auto where = parse_authority(url, usual_port);
    if (!where) return bad_proxy(where.error().diagnostics().detail);
    made.host = where->host;
    made.port = where->port;
    return made;
}

}  // namespace dynaco::identity
