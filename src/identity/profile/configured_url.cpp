#include "identity/profile/configured_url.hpp"

#include <algorithm>
#include <string>

namespace dynaco::identity {
namespace {

std::string variable_of(std::string_view service) {
    std::string name = "AWS_ENDPOINT_URL_";
    std::ranges::transform(service, std::back_inserter(name),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return name;
}

}  // namespace

result<std::optional<setting>> configured_endpoint_url(std::string_view service, const settings& configured) {
    const auto ignored =
        configured.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls");
    if (!ignored) return ignored.error();
    if (ignored->value_or(false)) return std::optional<setting>();
    for (const std::string& variable : {variable_of(service), std::string("AWS_ENDPOINT_URL")})
        if (auto found = configured.find(variable, {})) return found;
    auto of_service = configured.of_service(service, "endpoint_url");
    if (!of_service || *of_service) return of_service;
    return configured.find({}, "endpoint_url");
}

}  // namespace dynaco::identity
