#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/profile/settings.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <string>

namespace dynaco::identity {

/// How the instance metadata service is asked.
struct instance_access {
    endpoint where{};
    std::chrono::milliseconds timeout{1000};  ///< For connecting and answering, each.
    int max_attempts = 3;
    bool allow_v1 = false;
};

/// `options`; what they leave open is taken from `configured`, as `instance_options` says.
///
/// Fails with errc::missing_credentials if AWS_EC2_METADATA_DISABLED is true, and with
/// errc::invalid_configuration for a setting that is not valid.
[[nodiscard]] result<instance_access> find_instance_access(const instance_options& options,
                                                           const settings& configured);

/// "instance metadata at http://169.254.169.254", for messages.
[[nodiscard]] std::string text_of(const instance_access& access);

}  // namespace dynaco::identity
