#include "identity/no_proxy.hpp"

#include "identity/authority.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <optional>
#include <string>

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

// The entry without its ":port"; nothing if the port is another one.
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

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
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
        const std::string_view entry = trimmed(rest.substr(0, comma));
        if (!entry.empty() && matches(to, host, entry)) return true;
        if (comma == rest.npos) return false;
        rest.remove_prefix(comma + 1);
    }
}

bool is_loopback(std::string_view host) {
    if (const auto address = address_of(host)) return address->is_loopback();
    return is_in_domain(normal_host(host), "localhost");
}

}  // namespace dynaco::identity
