#include "identity/retry_settings.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace dynaco::identity {
namespace {

failure unusable(std::string_view variable, const std::string& value, std::string_view expected) {
    return {errc::invalid_argument,
            {.detail = "the environment variable " + std::string(variable) + " is \"" + value + "\", not " +
                       std::string(expected)}};
}

std::optional<retry_mode> mode_named(std::string name) {
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "standard" || name == "legacy") return retry_mode::standard;
    if (name == "adaptive") return retry_mode::adaptive;
    return std::nullopt;
}

}  // namespace

result<retry_policy> resolve_retry(retry_policy wanted, const environment& env) {
    if (wanted.mode == retry_mode{}) {
        const std::string name = env("AWS_RETRY_MODE");
        const auto mode = name.empty() ? wanted.mode : mode_named(name);
        if (!mode) return unusable("AWS_RETRY_MODE", name, "standard, adaptive or legacy");
        wanted.mode = *mode;
    }
    if (wanted.max_attempts == 0) {
        const std::string text = env("AWS_MAX_ATTEMPTS");
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, wanted.max_attempts);
        const bool sound = error == std::errc{} && stop == end && wanted.max_attempts >= 1;
        if (!text.empty() && !sound) return unusable("AWS_MAX_ATTEMPTS", text, "a number of 1 or more");
    }
    return wanted;
}

}  // namespace dynaco::identity
