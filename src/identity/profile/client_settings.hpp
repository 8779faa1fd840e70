#pragma once

#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/retry.hpp>

#include <optional>
#include <string>

namespace dynaco::identity {

/// A setting that has been understood.
template <class T>
struct typed_setting {
    T value{};
    setting from{};  ///< As it is written, and where.
};

/// What a client takes from the environment and the profile where its options leave it open. What is empty is
/// not configured.
struct client_settings {
    std::optional<setting> region{};   ///< AWS_REGION, AWS_DEFAULT_REGION, `region`.
    std::optional<setting> ca_file{};  ///< AWS_CA_BUNDLE, `ca_bundle`; "~" is expanded.
    std::optional<setting> app_id{};   ///< AWS_SDK_UA_APP_ID, `sdk_ua_app_id`.
    /// AWS_RETRY_MODE, `retry_mode`: "standard", "adaptive" or "legacy", which is taken for standard.
    std::optional<typed_setting<retry_mode>> mode{};
    std::optional<typed_setting<int>> max_attempts{};     ///< AWS_MAX_ATTEMPTS, `max_attempts`: 1 or more.
    std::optional<typed_setting<bool>> use_fips{};        ///< AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`.
    std::optional<typed_setting<bool>> use_dual_stack{};  ///< AWS_USE_DUALSTACK_ENDPOINT, the property alike.
    /// AWS_ACCOUNT_ID_ENDPOINT_MODE, `account_id_endpoint_mode`: "preferred", "required", "disabled".
    std::optional<typed_setting<account_id_endpoint_mode>> account_mode{};
    /// AWS_DISABLE_CLOCK_SKEW_CORRECTION, `disable_clock_skew_correction`.
    std::optional<typed_setting<bool>> disable_clock_skew_correction{};
};

/// What a client's options decide themselves: it is not asked for, hence not refused either.
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

/// Understands the settings, words in any case. A value that means nothing is errc::invalid_argument for
/// those of retries, errc::invalid_configuration for the others; the detail says where it is and what would
/// do.
[[nodiscard]] result<client_settings> resolve_client_settings(const settings& configured,
                                                              const decided_settings& decided = {});

/// `wanted`, with the settings' word for what is at its default.
[[nodiscard]] retry_policy with_settings(retry_policy wanted, const client_settings& found) noexcept;

}  // namespace dynaco::identity
