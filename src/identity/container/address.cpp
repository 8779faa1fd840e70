#include "identity/container/address.hpp"

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/file.hpp"
#include "identity/text/redaction.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

namespace ip = boost::asio::ip;

constexpr const char* relative_uri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* full_uri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
constexpr const char* ecs_host = "169.254.170.2";

bool is_target(std::string_view text) {
    constexpr std::string_view unwise = "\"<>\\^`{|}";
    const auto bad = [unwise](unsigned char c) {
        return c <= ' ' || c >= 127 || unwise.find(static_cast<char>(c)) != unwise.npos;
    };
    return text.starts_with('/') && std::ranges::none_of(text, bad);
}

std::string without_fragment(std::string_view text) { return std::string(text.substr(0, text.find('#'))); }

failure bad_full_uri(const std::string& why) {
    return {errc::invalid_configuration,
            {.detail = std::string("invalid full URI for ECS provider (environment variable ") + full_uri +
                       "): " + why}};
}

result<container_address> relative_address(std::string_view text) {
    transport::origin ecs{.tls = false, .host = ecs_host, .port = 80};
    container_address where{.origin = std::move(ecs), .target = without_fragment(text)};
    if (is_target(where.target)) return where;
    return failure(errc::invalid_configuration,
                   {.detail = std::string("invalid relative URI for ECS provider (environment variable ") +
                              relative_uri + "): \"" + redacted(redacted_url(text)) +
                              "\" is not a path that begins with /"});
}

result<container_address> full_address(std::string_view text) {
    const auto scheme = text.find("://");
    const auto end = text.find_first_of("/?#", scheme == text.npos ? 0 : scheme + 3);
    const auto server = parse_endpoint(text.substr(0, end));
    if (!server && text.find('@') != text.npos)
        return bad_full_uri("the URI is not valid (it is not shown because it may contain a password)");
    if (!server) return bad_full_uri(server.error().diagnostics().detail);
    container_address where{.origin = server->origin,
                            .target = end == text.npos ? "/" : without_fragment(text.substr(end))};
    if (!where.target.starts_with('/')) where.target.insert(0, 1, '/');
    if (!is_target(where.target)) return bad_full_uri("the path of " + text_of(where) + " is not valid");
    if (where.origin.tls) return where;
    boost::system::error_code not_an_address;
    const ip::address address = ip::make_address(where.origin.host, not_an_address);
    where.must_be_resolved = static_cast<bool>(not_an_address);
    if (where.must_be_resolved || may_be_asked_plainly(address)) return where;
    return may_not_be_asked_plainly(where.origin.host, address);
}

}  // namespace

result<container_address> find_container_address(const environment& env) {
    const std::string relative = env(relative_uri);
    if (!trimmed(relative).empty()) return relative_address(relative);
    const std::string full = env(full_uri);
    if (!trimmed(full).empty()) return full_address(full);
    return failure(errc::missing_credentials,
                   {.detail = std::string("No environment variables were set to configure ECS provider: "
                                          "neither ") +
                              relative_uri + " nor " + full_uri + " is set"});
}

bool may_be_asked_plainly(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return may_be_asked_plainly(ip::make_address_v4(ip::v4_mapped, address.to_v6()));
    return address.is_loopback() || address == ip::make_address(ecs_host) ||
           address == ip::make_address("169.254.170.23") || address == ip::make_address("fd00:ec2::23");
}

failure may_not_be_asked_plainly(const std::string& name, const ip::address& address) {
    const std::string text = address.to_string();
    return bad_full_uri((name == text ? "" : '"' + name + "\" has the ") + "disallowed IP address " + text +
                        ": without TLS the URI did not refer to the loopback interface, 169.254.170.2, "
                        "169.254.170.23 or [fd00:ec2::23]; use https");
}

std::string text_of(const container_address& where) {
    return transport::url(where.origin) + where.target.substr(0, where.target.find('?'));
}

}  // namespace dynaco::identity
