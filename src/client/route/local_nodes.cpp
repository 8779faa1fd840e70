#include "client/route/local_nodes.hpp"

#include "identity/endpoint/endpoint.hpp"
#include "identity/text/host.hpp"
#include "identity/text/redaction.hpp"
#include "json/document.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>

namespace dynaco::detail {
namespace {

failure bad_node(const std::string& detail) {
    return {errc::invalid_endpoint, {.detail = "node_options::nodes: " + detail}};
}

bool is_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// Converts "10.0.0.1", "fd00::1", "[fd00::1]" or "node-1.example.com" to the host of an origin. Returns
// nothing if it is invalid.
std::optional<std::string> host_of(std::string_view text) {
    constexpr std::size_t longest_name = 253;
    const bool bracketed = text.size() > 2 && text.front() == '[' && text.back() == ']';
    std::string host = identity::lower(bracketed ? text.substr(1, text.size() - 2) : text);
    if (host.empty() || host.size() > longest_name) return std::nullopt;
    if (host.find(':') == std::string::npos) {
        const bool named = !bracketed && host.front() != '.' && std::ranges::all_of(host, is_of_name);
        return named ? std::optional(std::move(host)) : std::nullopt;
    }
    boost::system::error_code not_an_address;
    const auto address = boost::asio::ip::make_address_v6(host, not_an_address);
    if (not_an_address || host.find('%') != std::string::npos) return std::nullopt;
    return address.to_string();
}

void append_parameter(std::string& target, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    constexpr std::string_view digits = "0123456789ABCDEF";
    target += target.find('?') == std::string::npos ? '?' : '&';
    (target += name) += '=';
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_of_name(c) || (c >= 'A' && c <= 'Z') || c == '~')
            target += c;
        else
            ((target += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
}

}  // namespace

result<std::vector<transport::origin>> node_origins(const node_options& options) {
    std::vector<transport::origin> nodes;
    for (const std::string& url : options.nodes) {
        auto node = identity::parse_endpoint(url);
        if (!node) return bad_node(node.error().diagnostics().detail);
        if (node->path != "/")
            return bad_node('"' + identity::redacted_url(url) +
                            "\" has a path; a node is only a scheme, host and port");
        nodes.push_back(std::move(node->origin));
    }
    const auto tls = std::ranges::count(nodes, true, &transport::origin::tls);
    if (tls != 0 && static_cast<std::size_t>(tls) != nodes.size())
        return bad_node("some nodes use http:// and some https://; use the same scheme for all nodes");
    return nodes;
}

std::string local_nodes_target(const node_options& options) {
    std::string target = "/localnodes";
    append_parameter(target, "dc", options.datacenter);
    append_parameter(target, "rack", options.rack);
    return target;
}

std::optional<std::vector<transport::origin>> parse_local_nodes(std::string_view body,
                                                                const transport::origin& asked) {
    const auto list = json::document::parse(body);
    if (!list || list->type() != json::document::kind::array) return std::nullopt;
    std::vector<transport::origin> nodes;
    for (const json::document& each : list->elements()) {
        if (each.type() != json::document::kind::string) return std::nullopt;
        auto host = host_of(each.text());
        if (!host) return std::nullopt;
        nodes.push_back({.tls = asked.tls, .host = std::move(*host), .port = asked.port});
    }
    if (nodes.empty()) return std::nullopt;
    return nodes;
}

}  // namespace dynaco::detail
