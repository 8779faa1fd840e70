#pragma once

#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/detail/retry/policy.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>

namespace dynaco::identity {

/// A setting with its parsed value.
template <class T>
struct typed_setting {
    T value{};
    setting from{};  ///< The text and where it was found.
};

/// The settings that a client takes from the environment and the profile if its options do not set them.
/// Empty members are not configured.
struct client_settings {
    std::optional<setting> region{};   ///< AWS_REGION, AWS_DEFAULT_REGION, `region`.
    std::optional<setting> ca_file{};  ///< AWS_CA_BUNDLE, `ca_bundle`; "~" is expanded.
    std::optional<setting> app_id{};   ///< AWS_SDK_UA_APP_ID, `sdk_ua_app_id`.
    /// AWS_RETRY_MODE, `retry_mode`: "standard", "adaptive" or "legacy" (the same as standard).
    std::optional<typed_setting<retry_mode>> mode{};
    std::optional<typed_setting<int>> max_attempts{};  ///< AWS_MAX_ATTEMPTS, `max_attempts`: 1 or more.
    std::optional<typed_setting<bool>> use_fips{};     ///< AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`.
    /// AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint`.
    std::optional<typed_setting<bool>> use_dual_stack{};
    /// AWS_ACCOUNT_ID_ENDPOINT_MODE, `account_id_endpoint_mode`: "preferred", "required", "disabled".
    std::optional<typed_setting<account_id_endpoint_mode>> account_mode{};
    /// AWS_DISABLE_CLOCK_SKEW_CORRECTION, `disable_clock_skew_correction`.
    std::optional<typed_setting<bool>> disable_clock_skew_correction{};
};

/// The settings that the client's options already set. They are not read, so their values are not checked.
struct decided_settings {
    bool region = false;
    bool ca_file = false;
    bool app_id = false;
    bool mode = false;
    bool max_attempts = false;
    bool use_fips = false;
    bool use_dual_stack = false;
    bool account_mode = false;
    bool disable_clock_skew_correction = false;
};

/// Reads and parses the settings. Upper and lower case mean the same.
///
/// Fails with errc::invalid_argument: a retry setting is not valid. errc::invalid_configuration: another
/// setting is not valid. The detail says where the value is set and which values are valid.
[[nodiscard]] result<client_settings> resolve_client_settings(const settings& configured,
                                                              const decided_settings& decided = {});

/// `wanted`, with the found settings for members that have their default value.
[[nodiscard]] retry_policy with_settings(retry_policy wanted, const client_settings& found) noexcept;

}  // namespace dynaco::identity
