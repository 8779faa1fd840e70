#pragma once

#include <dynaco/identity/credentials.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

/// How to ask EC2's instance metadata service (IMDS). What is left empty is taken from the environment, then
/// the profile.
struct instance_options {
    /// "http://169.254.169.254"; else AWS_EC2_METADATA_SERVICE_ENDPOINT, `ec2_metadata_service_endpoint`;
    /// else AWS's own of the `endpoint_mode`.
    std::string endpoint{};
    /// "IPv4" or "IPv6", in any case; else AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE,
    /// `ec2_metadata_service_endpoint_mode`; else IPv4.
    std::string endpoint_mode{};
    /// Connecting and answering, each; else AWS_METADATA_SERVICE_TIMEOUT, `metadata_service_timeout`
    /// (seconds); else 1 s.
    std::chrono::milliseconds timeout{};
    /// Else AWS_METADATA_SERVICE_NUM_ATTEMPTS, `metadata_service_num_attempts`; else 3.
    int max_attempts = 0;
    /// Whether IMDSv1, which any program that can be made to fetch a URL can ask as well, may be used where
    /// the service has no version 2; else AWS_EC2_METADATA_V1_DISABLED=false,
    /// `ec2_metadata_v1_disabled = false`; else not.
    std::optional<bool> allow_v1{};
};

/// The credentials of the role of this EC2 instance, renewed before they expire. If that fails, the old ones
/// are used on, even beyond their expiration: the service decides.
[[nodiscard]] std::shared_ptr<credentials_provider> instance_credentials(
    const instance_options& options = {});

}  // namespace dynaco
