#include "identity/profile/client_settings.hpp"

#include "identity/profile/file.hpp"
#include "identity/profile/set.hpp"
#include "identity/text/host.hpp"

#include <charconv>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

// "the environment variable AWS_RETRY_MODE is "fast"; it must be standard, adaptive or legacy"
failure unusable(errc code, std::string_view property, const setting& found, std::string_view expected) {
    const bool of_profile = found.source.starts_with("profile ");
    const std::string where =
        of_profile ? std::string(property) + " of " + found.source : "the " + found.source;
    return {code, {.detail = where + " is \"" + found.value + "\"; it must be " + std::string(expected)}};
}

std::optional<retry_mode> mode_named(std::string_view text) {
    const std::string name = lower(text);
    if (name == "standard" || name == "legacy") return retry_mode::standard;
    if (name == "adaptive") return retry_mode::adaptive;
    return std::nullopt;
}

std::optional<int> attempts_in(std::string_view text) {
    int count = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || stop != text.data() + text.size() || count < 1) return std::nullopt;
    return count;
}

std::optional<account_id_endpoint_mode> account_mode_named(std::string_view text) {
    const std::string name = lower(trimmed(text));
    if (name == "preferred") return account_id_endpoint_mode::preferred;
    if (name == "required") return account_id_endpoint_mode::required;
    if (name == "disabled") return account_id_endpoint_mode::disabled;
    return std::nullopt;
}

// A setting: its names, and the failure for an invalid value.
struct description {
    std::string_view variable;
    std::string_view property;
    errc code;
    std::string_view expected;
};

template <class T, class Read>
result<void> find_typed(std::optional<typed_setting<T>>& into, const settings& configured,
                        const description& what, Read read) {
    std::optional<setting> found = configured.find(what.variable, what.property);
    if (!found) return {};
    const std::optional<T> value = read(found->value);
    if (!value) return unusable(what.code, what.property, *found, what.expected);
    into.emplace(typed_setting<T>{*value, std::move(*found)});
    return {};
}

result<void> find_flag(std::optional<typed_setting<bool>>& into, const settings& configured,
                       std::string_view variable, std::string_view property) {
    const auto value = configured.flag(variable, property);
    if (!value) return value.error();
    if (*value)
        into.emplace(typed_setting<bool>{**value, configured.find(variable, property).value_or(setting{})});
    return {};
}

result<void> find_ca_file(std::optional<setting>& into, const settings& configured) {
    into = configured.find("AWS_CA_BUNDLE", "ca_bundle");
    if (into) into->value = expand_home(into->value, configured.env());
    if (into || !configured.profile() || !configured.profile()->find("ca_bundle")) return {};
    // The line shows that other CAs than the system's are wanted.
    return failure(errc::invalid_configuration,
                   {.detail = "ca_bundle of profile \"" + configured.profile_name() + "\" (" +
                              configured.profile()->file_of("ca_bundle") +
                              ") is empty; it must name a file of PEM certificates, or be removed"});
}

result<void> find_retries(client_settings& into, const settings& configured,
                          const decided_settings& decided) {
    if (!decided.mode)
        if (auto done = find_typed(
                into.mode, configured,
                {"AWS_RETRY_MODE", "retry_mode", errc::invalid_argument, "standard, adaptive or legacy"},
                mode_named);
            !done)
            return done;
    if (decided.max_attempts) return {};
    return find_typed(into.max_attempts, configured,
                      {"AWS_MAX_ATTEMPTS", "max_attempts", errc::invalid_argument, "a number of 1 or more"},
                      attempts_in);
}

result<void> find_endpoint_settings(client_settings& into, const settings& configured,
                                    const decided_settings& decided) {
    if (!decided.use_fips)
        if (auto done = find_flag(into.use_fips, configured, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
            !done)
            return done;
    if (!decided.use_dual_stack)
        if (auto done = find_flag(into.use_dual_stack, configured, "AWS_USE_DUALSTACK_ENDPOINT",
                                  "use_dualstack_endpoint");
            !done)
            return done;
    if (decided.account_mode) return {};
    return find_typed(into.account_mode, configured,
                      {"AWS_ACCOUNT_ID_ENDPOINT_MODE", "account_id_endpoint_mode",
                       errc::invalid_configuration, "preferred, required or disabled"},
                      account_mode_named);
}

}  // namespace

result<client_settings> resolve_client_settings(const settings& configured, const decided_settings& decided) {
    client_settings found;
    if (!decided.region) found.region = configured.region();
    if (!decided.app_id) found.app_id = configured.find("AWS_SDK_UA_APP_ID", "sdk_ua_app_id");
    if (!decided.ca_file)
        if (auto done = find_ca_file(found.ca_file, configured); !done) return done.error();
    if (auto done = find_retries(found, configured, decided); !done) return done.error();
    if (auto done = find_endpoint_settings(found, configured, decided); !done) return done.error();
    if (!decided.disable_clock_skew_correction)
        if (auto done = find_flag(found.disable_clock_skew_correction, configured,
                                  "AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction");
            !done)
            return done.error();
    return found;
}

retry_policy with_settings(retry_policy wanted, const client_settings& found) noexcept {
    if (wanted.mode == retry_mode{} && found.mode) wanted.mode = found.mode->value;
    if (wanted.max_attempts == 0 && found.max_attempts) wanted.max_attempts = found.max_attempts->value;
    return wanted;
}

}  // namespace dynaco::identity
