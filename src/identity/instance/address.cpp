#include "identity/instance/address.hpp"

#include "identity/profile/file.hpp"
#include "identity/text/host.hpp"
#include "identity/text/redaction.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dynaco::identity {
namespace {

failure bad_setting(const setting& found, const std::string& why) {
    return {errc::invalid_configuration, {.detail = found.source + ": " + why}};
}

// False for characters that a URL cannot contain (RFC 3986, appendix A).
bool is_uri_character(unsigned char c) {
    return c > ' ' && c < 127 &&
           std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) == std::string_view::npos;
}

result<endpoint> endpoint_of(const setting& found) {
    const std::string_view url = trimmed(found.value);
    if (url.find('@') != url.npos)
        return bad_setting(found, "a user name or password in the URL is not supported");
    if (!std::ranges::all_of(url, is_uri_character))
        return bad_setting(found, "invalid uri character in \"" + redacted(redacted_url(url)) +
                                      "\"; write it as http://169.254.169.254");
    auto where = parse_endpoint(url);
    if (!where)
        return bad_setting(found,
                           where.error().diagnostics().detail + "; write it as http://169.254.169.254");
    return where;
}

result<endpoint> endpoint_of_mode(const std::optional<setting>& found) {
    const std::string wanted = found ? lower(trimmed(found->value)) : "ipv4";
    transport::origin service{.tls = false, .host = "169.254.169.254", .port = 80};
    if (wanted == "ipv6") service.host = "fd00:ec2::254";
    if (wanted == "ipv4" || wanted == "ipv6") return endpoint{.origin = std::move(service)};
    return bad_setting(*found,
                       '`' + redacted(found->value) + "` is not a valid endpoint mode; use IPv4 or IPv6");
}

}  // namespace

result<endpoint> find_instance_endpoint(const instance_options& options, const settings& configured) {
    if (!options.endpoint.empty())
        return endpoint_of({.value = options.endpoint, .source = "instance_options::endpoint"});
    if (const auto found =
            configured.find("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint"))
        return endpoint_of(*found);
    if (!options.endpoint_mode.empty())
        return endpoint_of_mode(
            setting{.value = options.endpoint_mode, .source = "instance_options::endpoint_mode"});
    return endpoint_of_mode(
        configured.find("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode"));
}

std::string target_below(const endpoint& where, std::string_view path) {
    return (where.path == "/" ? std::string() : where.path) + std::string(path);
}

}  // namespace dynaco::identity
