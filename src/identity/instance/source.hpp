#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::identity {

/// A source of the credentials of this EC2 instance's role. A load fails with errc::missing_credentials if
/// AWS_EC2_METADATA_DISABLED is true.
[[nodiscard]] std::shared_ptr<credentials_source> instance_source(instance_options options,
                                                                  std::shared_ptr<const settings> configured,
                                                                  machine machine);

/// The region of this EC2 instance, read from its metadata.
///
/// Fails with errc::missing_region, also if AWS_EC2_METADATA_DISABLED is true, and with the errors of
/// `http_client`.
[[nodiscard]] boost::asio::awaitable<result<std::string>> instance_region(
    std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
