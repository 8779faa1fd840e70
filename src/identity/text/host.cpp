#include "identity/text/host.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace dynaco::identity {
namespace {

failure bad_authority(std::string_view why) { return {errc::invalid_endpoint, {.detail = std::string(why)}}; }

}  // namespace

result<authority> parse_authority(std::string_view text, std::uint16_t usual_port) {
    const failure no_host = bad_authority("the host is missing or not valid");
    authority found{.host = {}, .port = usual_port};
    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos) return no_host;
        found.host = lower(text.substr(1, end - 1));
        port = text.substr(end + 1);
    } else {
        const auto colon = text.find(':');
        found.host = lower(text.substr(0, colon));
        if (colon != std::string_view::npos) port = text.substr(colon);
    }
    const auto bad = [](unsigned char c) {
        return c <= ' ' || c >= 127 || c == '"' || c == '\\' || c == '%';
    };
    if (found.host.empty() || std::ranges::any_of(found.host, bad)) return no_host;
    if (port.empty()) return found;
    const auto [stop, error] = std::from_chars(port.data() + 1, port.data() + port.size(), found.port);
    if (port.front() == ':' && error == std::errc{} && stop == port.data() + port.size() && found.port != 0)
        return found;
    return bad_authority("the port is not a number from 1 to 65535");
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return detail::lower(c); });
    return out;
}

}  // namespace dynaco::identity
