#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <string>

namespace dynaco::identity {

/// How requests to the instance metadata service are sent.
struct instance_access {
    endpoint where{};
    std::chrono::milliseconds timeout{1000};  ///< The timeout for connecting, and again for the response.
    int max_attempts = 3;
    bool allow_v1 = false;
};

/// Combines `options` with `configured`, which has the values that are not set in `options` (see
/// `instance_options`).
///
/// Fails with errc::missing_credentials: AWS_EC2_METADATA_DISABLED is true. errc::invalid_configuration: a
/// setting is not valid.
[[nodiscard]] result<instance_access> find_instance_access(const instance_options& options,
                                                           const settings& configured);

/// "instance metadata at http://169.254.169.254", for error texts.
[[nodiscard]] std::string text_of(const instance_access& access);

}  // namespace dynaco::identity
