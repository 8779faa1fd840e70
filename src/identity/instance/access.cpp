#include "identity/instance/access.hpp"

#include "identity/instance/address.hpp"
#include "identity/profile/file.hpp"
#include "identity/text/host.hpp"
#include "identity/text/redaction.hpp"

#include <charconv>
#include <optional>
#include <string_view>

namespace dynaco::identity {
namespace {

using std::chrono::milliseconds;

// More than an hour or a thousand attempts is probably a typing error.
constexpr int max_seconds = 3600;
constexpr int max_attempts = 1000;

// Reads a whole number from 1 to `most`; nothing if the setting was not found.
result<std::optional<int>> number_of(const std::optional<setting>& found, int most) {
    if (!found) return std::optional<int>();
    const std::string_view text = trimmed(found->value);
    int number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && stop == text.data() + text.size() && number >= 1 && number <= most)
        return std::optional<int>(number);
    return failure(errc::invalid_configuration,
                   {.detail = found->source + ": \"" + redacted(text, 40) +
                              "\" is not a whole number from 1 to " + std::to_string(most)});
}

result<void> find_timeout(instance_access& access, const instance_options& options,
                          const settings& configured) {
    if (options.timeout > milliseconds::zero()) return access.timeout = options.timeout, result<void>();
    const auto seconds =
        number_of(configured.find("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"), max_seconds);
    if (!seconds) return seconds.error();
    if (*seconds) access.timeout = std::chrono::seconds(**seconds);
    return {};
}

result<void> find_attempts(instance_access& access, const instance_options& options,
                           const settings& configured) {
    if (options.max_attempts > 0) return access.max_attempts = options.max_attempts, result<void>();
    const auto attempts = number_of(
        configured.find("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts"), max_attempts);
    if (!attempts) return attempts.error();
    if (*attempts) access.max_attempts = **attempts;
    return {};
}

result<void> find_v1(instance_access& access, const instance_options& options, const settings& configured) {
    if (options.allow_v1) return access.allow_v1 = *options.allow_v1, result<void>();
    const auto disabled = configured.flag("AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled");
    if (!disabled) return disabled.error();
    access.allow_v1 = *disabled && !**disabled;
    return {};
}

}  // namespace

result<instance_access> find_instance_access(const instance_options& options, const settings& configured) {
    // Any other value than "true" means false, as in AWS's SDKs.
    if (lower(trimmed(configured.env()("AWS_EC2_METADATA_DISABLED"))) == "true")
        return failure(errc::missing_credentials,
                       {.detail = "instance metadata is not used because the environment variable "
                                  "AWS_EC2_METADATA_DISABLED is true"});
    auto where = find_instance_endpoint(options, configured);
    if (!where) return where.error();
    instance_access access{.where = std::move(*where)};
    for (auto* const find : {find_timeout, find_attempts, find_v1})
        if (const auto found = find(access, options, configured); !found) return found.error();
    return access;
}

std::string text_of(const instance_access& access) {
    return "instance metadata at " + transport::url(access.where.origin) +
           (access.where.path == "/" ? "" : access.where.path);
}

}  // namespace dynaco::identity
